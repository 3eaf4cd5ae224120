package dev.sluice.demo.books;

import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/** What books are made of: markup characters, accents, several scripts, characters outside the BMP. */
final class Words {

    static final List<String> ADJECTIVES = List.of(
            "The Silent",
            "Streaming",
            "A < B & Other",
            "Die große",
            "L'été",
            "Ночной",
            "静かな",
            "Ten \"Quoted\"",
            "🌊 Deep");
    static final List<String> NOUNS = List.of(
            "River",
            "Ledger",
            "Turing & Sons",
            "Straße",
            "Forêt",
            "Город",
            "図書館",
            "𝔐anuscript",
            "Sluice ]]> Gate",
            "دفتر");
    static final List<Author> AUTHORS = List.of(
            new Author("Ada Lovelace", "GB", "en"),
            new Author("Søren Kierkegård", "DK", "da"),
            new Author("Émilie du Châtelet", "FR", "fr"),
            new Author("Борис Годунов", "RU", "ru"),
            new Author("村上 春子", "JP", "ja"),
            new Author("O'Brien & Daughters", "IE", "en"),
            new Author("Ğülşah Öztürk", "TR", "tr"),
            new Author("𠮷野 家康", "JP", "ja"));
    static final List<String> TAGS =
            List.of("new", "classic", "science & maths", "poésie", "小説", "signed", "📚", "a<b");
    static final List<String> CURRENCIES = List.of("EUR", "GBP", "USD");
    static final List<ZoneOffset> OFFSETS =
            List.of(ZoneOffset.UTC, ZoneOffset.ofHours(2), ZoneOffset.ofHours(-5), ZoneOffset.ofHoursMinutes(5, 30));

    record Author(String name, String country, String language) {}

    private Words() {}

    static <T> T pick(List<T> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }
}
