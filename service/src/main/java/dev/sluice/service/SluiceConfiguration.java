package dev.sluice.service;

import dev.sluice.record.avro.RowSchema;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.service.dedup.SharedRocksDb;
import dev.sluice.service.dedup.StoreMeters;
import dev.sluice.service.metrics.ConsumerLag;
import dev.sluice.service.metrics.StreamMeters;
import dev.sluice.service.protection.InputBreaker;
import dev.sluice.service.protection.InputRate;
import dev.sluice.service.protection.ProtectInput;
import dev.sluice.service.rawzone.RawSink;
import dev.sluice.service.rawzone.RowsTopic;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.replay.RunningEpoch;
import dev.sluice.service.rows.DefinitionsTopic;
import dev.sluice.service.topology.PipelineStream;
import dev.sluice.service.topology.PipelineTopology;
import dev.sluice.service.topology.StateVolume;
import dev.sluice.service.topology.StreamProperties;
import dev.sluice.service.topology.TopicLimits;
import dev.sluice.service.topology.TopicNames;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;

/** What the application is made of. Settings, definition and topics come from {@link Preflight}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SluiceConfiguration {

    @Bean
    FatalErrors fatalErrors() {
        return new FatalErrors();
    }

    @Bean
    StreamMeters streamMeters(MeterRegistry registry) {
        return new StreamMeters(registry);
    }

    /** One Prometheus usually scrapes the services of many datasets. */
    @Bean
    MeterRegistryCustomizer<MeterRegistry> datasetOfMeters(RecordDefinition definition) {
        return registry -> registry.config().commonTags("dataset", definition.dataset());
    }

    @Bean
    MeterBinder buildMeter(BuildProperties build, ObjectProvider<GitProperties> git) {
        GitProperties commit = git.getIfAvailable();
        return registry -> Gauge.builder("sluice.build.info", () -> 1)
                .description("Always 1; its labels say what is running")
                .tag("version", String.valueOf(build.getVersion()))
                .tag("commit", String.valueOf(commit == null ? "unknown" : commit.getShortCommitId()))
                .register(registry);
    }

    @Bean(initMethod = "start")
    ConsumerLag consumerLag(TopicNames names, SluiceSettings settings, MeterRegistry registry) {
        RowsTopic rows = RowsTopic.of(names.dataset(), settings.clients());
        return new ConsumerLag(
                Map.of(names.application(), List.of(names.input(), names.rekey()), rows.group(), List.of(rows.topic())),
                settings.clients(),
                settings.lag().interval(),
                registry);
    }

    @Bean
    DefinitionsTopic definitionsTopic(TopicNames names, SluiceSettings settings) {
        return new DefinitionsTopic(names.definitions(), settings.clients());
    }

    @Bean
    Topology topology(
            RecordDefinition definition,
            RunningEpoch epoch,
            TopicNames names,
            TopicLimits limits,
            SluiceSettings settings,
            StreamMeters meters,
            SharedRocksDb stores,
            InputBreaker breaker) {
        InputRate rate = InputRate.of(settings.input().maxRate());
        return new PipelineTopology(
                        definition,
                        epoch.number(),
                        names,
                        settings.rows().partitions(),
                        limits,
                        settings.dedup(),
                        stores,
                        meters,
                        () -> new ProtectInput(breaker, rate))
                .build();
    }

    @Bean
    InputBreaker inputBreaker(SluiceSettings settings, MeterRegistry registry) {
        return new InputBreaker(settings.breaker(), registry);
    }

    @Bean
    HealthIndicator inputBreakerHealthIndicator(InputBreaker breaker) {
        return () -> Health.up().withDetail("state", breaker.state()).build();
    }

    /** Its end belongs to {@link StreamLifecycle}, which knows when. */
    @Bean(destroyMethod = "")
    PipelineStream stream(
            Topology topology,
            RunningEpoch epoch,
            TopicNames names,
            TopicLimits limits,
            SluiceSettings settings,
            FatalErrors errors,
            InputBreaker breaker) {
        PipelineStream stream = new PipelineStream(
                topology,
                StreamProperties.of(
                        names.application(),
                        settings.clients(),
                        StateFolders.of(settings.stateDir(), names.dataset(), epoch.number()),
                        limits.maxRecordBytes(),
                        settings.stream()),
                settings.stream().closeTimeout(),
                errors::report);
        breaker.control(stream.valve());
        return stream;
    }

    @Bean(initMethod = "start")
    StateVolume stateVolume(PipelineStream stream, SluiceSettings settings, MeterRegistry registry) {
        return new StateVolume(settings.stateDir(), settings.stream().minFreeStateSpace(), stream.valve(), registry);
    }

    @Bean
    StreamLifecycle streamLifecycle(PipelineStream stream, DefinitionsTopic definitions, RecordDefinition definition) {
        return new StreamLifecycle(stream, definitions, RowSchema.of(definition));
    }

    @Bean
    RawSinkLifecycle rawSinkHealthIndicator(
            RecordDefinition definition,
            SluiceSettings settings,
            RawStorage storage,
            DefinitionsTopic definitions,
            MeterRegistry registry) {
        RawSink sink = new RawSink(
                settings.rawSettings(Arrays.stream(definition.keyColumns())
                        .mapToObj(column -> definition.columns().get(column).name())
                        .toList()),
                storage,
                RowsTopic.of(definition.dataset(), settings.clients()),
                definitions::schema,
                registry);
        return new RawSinkLifecycle(sink, settings.stream().closeTimeout());
    }

    @Bean
    KafkaStreamsMetrics streamMetrics(PipelineStream stream) {
        return new KafkaStreamsMetrics(stream.streams());
    }

    @Bean
    SharedRocksDb dedupStores(SluiceSettings settings, MeterRegistry registry) {
        SharedRocksDb stores = new SharedRocksDb(settings.dedup().memory());
        StoreMeters.register(stores, registry);
        return stores;
    }

    @Bean
    StreamHealth streamHealth(PipelineStream stream, StateVolume volume, SluiceSettings settings) {
        return new StreamHealth(stream, volume, settings.liveness().patience());
    }

    @Bean
    HealthIndicator streamHealthIndicator(StreamHealth health) {
        return health.readiness();
    }

    @Bean
    HealthIndicator streamAliveHealthIndicator(StreamHealth health) {
        return health.liveness();
    }

    @Bean
    HealthIndicator rawSinkAliveHealthIndicator(RawSinkLifecycle sink, SluiceSettings settings) {
        return () -> sink.liveness(settings.liveness().patience());
    }

    @Bean
    MeterBinder restoreMeter(PipelineStream stream) {
        return registry -> Gauge.builder(
                        "sluice.restore.remaining", () -> stream.restoring().remaining())
                .baseUnit("records")
                .description("Offsets of changelogs that have to be read back before tasks can go on")
                .register(registry);
    }
}
