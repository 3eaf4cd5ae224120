# Two images from what Maven has built:
#   ./mvnw -B -Dquick -Pimage -pl service,batch -am package
#   docker build --target service -t sluice .
#   docker build --target batch -t sluice-batch .
# BASE is any image with a Java 17 runtime and bash.
ARG BASE=docker.io/library/eclipse-temurin:17-jre-noble

FROM ${BASE} AS base
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
# The one place that is written to. Group 0, because some platforms choose the user.
RUN mkdir -p /var/lib/sluice && chown 10001:0 /var/lib/sluice && chmod 2770 /var/lib/sluice
# Hadoop's login, which Spark needs as well, fails for a user without a name.
RUN echo 'sluice:x:10001:0:sluice:/var/lib/sluice:/bin/false' >>/etc/passwd
# One malloc arena per thread would keep freed RocksDB memory from the system.
ENV MALLOC_ARENA_MAX=2 LANG=C.UTF-8
WORKDIR /opt/sluice
ENTRYPOINT ["/opt/sluice/container/entrypoint"]

FROM base AS batch
LABEL org.opencontainers.image.title="sluice-batch" \
      org.opencontainers.image.description="Spark: the RAW zone into the Processed Zone"
COPY batch/target/image/lib/ batch/lib/
COPY batch/java-options batch/java-options
COPY sluice LICENSE ./
COPY container/ container/
COPY batch/target/bom.json batch/
COPY batch/target/image/class-path.txt batch/target/
COPY batch/target/image/app/ batch/lib/
COPY batch/target/sluice-batch.jar batch/target/
USER 10001:0
VOLUME /var/lib/sluice
CMD ["--help"]

FROM base AS service
LABEL org.opencontainers.image.title="sluice" \
      org.opencontainers.image.description="XML from Kafka into the RAW zone, and the commands that look after it"
COPY service/target/image/lib/ service/lib/
COPY sluice LICENSE ./
COPY container/ container/
COPY service/target/bom.json service/
COPY service/target/image/class-path.txt service/target/
COPY service/target/image/app/ service/lib/
COPY service/target/sluice-service.jar service/target/
# Class data of a start that ends for want of a broker: Spring, Kafka's clients, the decoder, without parsing them again.
COPY examples/books/definition.yaml /tmp/warm-up/
RUN container/archive-classes && rm -rf /tmp/warm-up
USER 10001:0
ENV SERVER_PORT=8080
EXPOSE 8080
VOLUME /var/lib/sluice
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s CMD ["/opt/sluice/container/healthcheck"]
CMD ["run"]
