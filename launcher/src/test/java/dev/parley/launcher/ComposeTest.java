package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docker-compose.yml says of Parley what is true: its roles, its keys, where the servers are, what is published. */
class ComposeTest {
    /** Read by logback.xml, before there is a configuration. */
    private static final String LOG_LEVEL = "PARLEY_LOG_LEVEL";

    /** Where the servers' own images keep their data. */
    private static final Map<String, String> DATA_FOLDERS = Map.of(
            "postgres", "/var/lib/postgresql/data",
            "mongo", "/data/db",
            "redis", "/data",
            "rabbitmq", "/var/lib/rabbitmq");

    /** The key that names each server, and the service it is. */
    private static final Map<String, String> SERVERS = Map.of(
            "PARLEY_POSTGRES_HOST", "postgres",
            "PARLEY_REDIS_HOST", "redis",
            "PARLEY_BROKER_HOST", "rabbitmq");

    private static final Pattern SECRET_NAME = Pattern.compile(".*(PASSWORD|PASS|SECRET|KEY|AUTH|TOKEN)");
    private static final Pattern REQUIRED_VARIABLE = Pattern.compile("\\$\\{\\w+:\\?[^}]+}");

    /** Of what is only needed by those who want it: the file itself has none. */
    private static final Pattern EMPTY_VARIABLE = Pattern.compile("\\$\\{\\w+:-}");

    private static final Pattern PASSWORD_IN_A_URI = Pattern.compile("://[^:/@]+:(.*)@");

    /** What a process gives itself to stop in order, after which it ends all the same. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private final ComposeFile compose = ComposeFile.read();
    private final Config reference = ConfigFactory.parseResources("reference.conf");

    @Test
    void everyRoleHasAServiceAndNoServiceHasAnother() {
        var played = compose.roles().values().stream()
                .flatMap(service -> Role.parse(service.rolesOption()).stream())
                .collect(Collectors.toSet());
        assertThat(played).isEqualTo(Role.all());
        assertThat(gateways()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void everyVariableIsAKey() {
        var known =
                Settings.keys(reference).stream().map(Settings::environmentName).collect(Collectors.toSet());
        known.add(LOG_LEVEL);
        compose.services()
                .values()
                .forEach(service -> assertThat(known)
                        .as(service.name())
                        .containsAll(service.environment().keySet().stream()
                                .filter(name -> name.startsWith("PARLEY_"))
                                .toList()));
    }

    @Test
    void everyServiceIsWatchedBoundedAndStartedAgain() {
        assertThat(compose.services().values()).allSatisfy(service -> {
            assertThat(service.find("healthcheck", "test")).isInstanceOf(List.class);
            assertThat(service.find("deploy", "resources", "limits", "memory")).isNotNull();
            assertThat(service.find("deploy", "resources", "limits", "cpus")).isNotNull();
            assertThat(service.find("restart")).isEqualTo("unless-stopped");
            assertThat(service.find("logging", "options", "max-size")).isNotNull();
        });
    }

    @Test
    void aRoleHasLongerToStopThanItNeeds() {
        assertThat(compose.roles().values()).allSatisfy(service -> {
            var grace = duration(String.valueOf(service.find("stop_grace_period")));
            assertThat(grace).isGreaterThan(STOP_WITHIN);
        });
        assertThat(gateways())
                .allSatisfy(gateway -> assertThat(duration(gateway.variable("PARLEY_GATEWAY_DRAIN")))
                        .isLessThan(STOP_WITHIN));
    }

    @Test
    void noRoleIsRootOrMayBecomeIt() {
        assertThat(compose.roles().values()).allSatisfy(service -> {
            assertThat(String.valueOf(service.find("user"))).matches(REQUIRED_VARIABLE);
            assertThat(service.list("cap_drop")).containsExactly("ALL");
            assertThat(service.list("security_opt")).contains("no-new-privileges:true");
            assertThat(service.find("read_only")).isEqualTo(true);
        });
    }

    @Test
    void onlyTheGatewaysDoorIsPublished() {
        var published = new HashSet<String>();
        compose.services().values().forEach(service -> {
            assertThat(service.find("network_mode")).as(service.name()).isNull();
            service.list("ports").forEach(port -> {
                assertThat(gateways()).contains(service);
                assertThat(port).endsWith(":" + service.variable("PARLEY_GATEWAY_PORT"));
                assertThat(port).startsWith("${PUBLISH_ON:-127.0.0.1}:");
                assertThat(published.add(port)).as("published once: %s", port).isTrue();
            });
        });
        assertThat(published).hasSameSizeAs(gateways());
    }

    @Test
    void theManagementPortIsAnotherThanTheDoor() {
        assertThat(gateways())
                .allSatisfy(gateway -> assertThat(gateway.variable("PARLEY_MANAGEMENT_PORT"))
                        .isNotEqualTo(gateway.variable("PARLEY_GATEWAY_PORT")));
    }

    @Test
    void noSecretStandsInTheFile() {
        compose.services()
                .values()
                .forEach(service -> service.environment().forEach((name, value) -> {
                    if (SECRET_NAME.matcher(name).matches()) {
                        assertThat(value)
                                .as("%s of %s", name, service.name())
                                .matches(text -> REQUIRED_VARIABLE.matcher(text).matches()
                                        || EMPTY_VARIABLE.matcher(text).matches());
                    }
                    var uri = PASSWORD_IN_A_URI.matcher(value);
                    if (uri.find()) {
                        assertThat(uri.group(1))
                                .as("%s of %s", name, service.name())
                                .matches(REQUIRED_VARIABLE);
                    }
                }));
    }

    @Test
    void theKeyThatSignsTokensIsTheAuthRolesAlone() {
        var holders = compose.services().values().stream()
                .filter(service -> service.list("secrets").contains("jwt-private"))
                .map(ComposeService::rolesOption)
                .toList();
        assertThat(holders).containsExactly(Role.AUTH.wire());
        assertThat(compose.services().values())
                .filteredOn(service -> service.mounts().containsKey("./secrets/keys"))
                .extracting(ComposeService::rolesOption)
                .containsExactly(Role.AUTH.wire());
    }

    @Test
    void everyServersDataAreInANamedVolume() {
        var mounted = new HashSet<String>();
        compose.services()
                .values()
                .forEach(service -> mounted.addAll(service.mounts().keySet()));
        mounted.remove("./secrets/keys"); // not a server's: what the auth role reads
        assertThat(mounted).isEqualTo(compose.volumes().keySet());
        DATA_FOLDERS.forEach((server, folder) ->
                assertThat(compose.service(server).mounts().values()).as(server).contains(folder));
    }

    @Test
    void everyRoleKnowsItsServersByTheirServicesNamesAndWaitsForThem() {
        compose.roles()
                .values()
                .forEach(service -> service.environment().forEach((name, value) -> {
                    if (SERVERS.containsKey(name)) {
                        assertThat(value).as("%s of %s", name, service.name()).isEqualTo(SERVERS.get(name));
                        assertThat(service.waitsFor(value))
                                .as("%s waits for %s", service.name(), value)
                                .isTrue();
                    }
                    if (name.equals("PARLEY_MONGO_URI")) {
                        assertThat(value).contains("@mongo:27017/");
                        assertThat(service.waitsFor("mongo")).as(service.name()).isTrue();
                    }
                }));
    }

    @Test
    void everyRoleIsAMemberByItsServicesName() {
        var port = reference.getInt("cluster.port");
        var members =
                compose.roles().keySet().stream().map(name -> name + ":" + port).collect(Collectors.toSet());
        assertThat(compose.roles().values()).allSatisfy(service -> {
            assertThat(Set.copyOf(Arrays.asList(
                            service.variable("PARLEY_CLUSTER_MEMBERS").split(","))))
                    .isEqualTo(members);
            assertThat(service.variable("PARLEY_CLUSTER_HOST")).isEqualTo(service.name());
            assertThat(service.variable("PARLEY_NODE_NAME")).isEqualTo(service.name());
            assertThat(service.find("hostname")).isEqualTo(service.name());
        });
    }

    private List<ComposeService> gateways() {
        return compose.roles().values().stream()
                .filter(service -> Role.parse(service.rolesOption()).contains(Role.GATEWAY))
                .toList();
    }

    /** Compose's durations of whole seconds, and the launcher's, are a subset of HOCON's. */
    private static Duration duration(String text) {
        return ConfigFactory.parseMap(Map.of("duration", text)).getDuration("duration");
    }
}
