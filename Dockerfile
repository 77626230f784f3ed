# One image for every role: the command says which, as `--roles auth` does. See docker-compose.yml.

FROM maven:3.9-eclipse-temurin-25-noble AS build
WORKDIR /build
# What .dockerignore lets through: sources and poms, nothing of the machine it is built on.
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -pl launcher -am package -DskipTests

FROM eclipse-temurin:25-jre-noble
RUN groupadd --system --gid 10001 parley \
    && useradd --system --uid 10001 --gid parley --home-dir /opt/parley --no-create-home --shell /usr/sbin/nologin parley
WORKDIR /opt/parley
COPY --from=build /build/launcher/target/lib lib
COPY scripts/jvm-flags jvm-flags
COPY docker/healthy healthy
USER 10001:10001
EXPOSE 8080

# Ready, so that what depends on this container waits until it serves. Where whatever is unhealthy gets restarted, ask for
# `healthy live` instead: a restart does not bring a store back.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["/opt/parley/healthy"]

# No shell in between: SIGTERM reaches the JVM, which stops in order. More flags: JAVA_TOOL_OPTIONS.
# - the Unsafe flag is scripts/lib.sh's for a JDK 24 or newer;
# - half of the container's memory for the heap: the rest is for network buffers, classes, threads;
# - a name is looked up again after 5 s: a container that was made anew may have another address.
ENTRYPOINT ["java", "@/opt/parley/jvm-flags", "--sun-misc-unsafe-memory-access=allow", \
    "-XX:MaxRAMPercentage=50", "-Dsun.net.inetaddr.ttl=5", \
    "-cp", "/opt/parley/lib/*", "dev.parley.launcher.Main"]
CMD ["--roles", "all"]
