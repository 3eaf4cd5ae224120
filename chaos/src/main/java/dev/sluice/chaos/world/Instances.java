package dev.sluice.chaos.world;

import dev.sluice.chaos.inside.Fault;
import dev.sluice.chaos.inside.Mutant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The service processes of one trial, whatever has become of them. Not thread-safe. */
final class Instances {

    private final World world;
    private final String dataset;
    private final Path folder;
    private final InstanceSettings settings;
    private final List<Instance> all = new ArrayList<>();

    /** @param folder that each of them gets a folder of its own in */
    Instances(World world, String dataset, Path folder, InstanceSettings settings) {
        this.world = world;
        this.dataset = dataset;
        this.folder = folder;
        this.settings = settings;
    }

    /** @param mutants none or one */
    Instance start(List<Fault> faults, List<Mutant> mutants) throws IOException {
        Instance instance = settings.start(dataset + "-" + (all.size() + 1), folder, faults, mutants);
        all.add(instance);
        return instance;
    }

    boolean areAllGone() {
        return all.stream().noneMatch(Instance::isAlive);
    }

    /** So that nobody waits for what cannot happen any more. */
    void requireOneAlive() {
        if (areAllGone()) {
            throw new IllegalStateException(
                    "No instance is alive: " + all.get(all.size() - 1).process().lastWords());
        }
    }

    void stop() {
        for (Instance instance : all) {
            instance.stop();
            world.classes().take(instance.classArchive());
        }
    }

    void kill() {
        all.forEach(Instance::kill);
    }
}
