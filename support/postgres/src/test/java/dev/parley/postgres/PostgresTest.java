package dev.parley.postgres;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PostgresTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String INSERT = "insert into thing (name, made_at) values ($1, $2)";

    private PostgresConfig config = PostgresFixture.freshDatabase();

    @SuppressWarnings("NullAway.Init")
    private Postgres postgres;

    @BeforeEach
    void open(Vertx vertx) {
        postgres = await(Postgres.open(vertx, config, "sample"));
    }

    @AfterEach
    void close() {
        await(postgres.close());
    }

    @Test
    void migratesTheSchemaAndWorksInIt() {
        await(postgres.query(INSERT, "one", TIME));

        var row = await(postgres.query("select name, made_at from sample.thing"))
                .iterator()
                .next();
        assertThat(row.getString("name")).isEqualTo("one");
        assertThat(row.getOffsetDateTime("made_at").toInstant()).isEqualTo(TIME);
    }

    @Test
    void nodesThatStartTogetherMigrateOnce(Vertx vertx) {
        var fresh = PostgresFixture.freshDatabase();

        var nodes = IntStream.range(0, 4)
                .mapToObj(i -> Postgres.open(vertx, fresh, "sample"))
                .toList();

        await(Future.all(nodes));
        nodes.forEach(node -> await(node.result().close()));
    }

    @Test
    void openingAgainKeepsTheData(Vertx vertx) {
        await(postgres.query(INSERT, "one", TIME));

        var again = await(Postgres.open(vertx, config, "sample"));

        assertThat(await(again.query("select name from thing")).size()).isEqualTo(1);
        await(again.close());
    }

    @Test
    void namesTheViolatedConstraint() {
        await(postgres.query(INSERT, "one", TIME));

        assertThatThrownBy(() -> await(postgres.query(INSERT, "ONE", TIME)))
                .isInstanceOfSatisfying(
                        UniqueViolation.class,
                        violation -> assertThat(violation.constraint()).isEqualTo("thing_name_folded"));
    }

    @Test
    void failedTransactionChangesNothingAndKeepsItsFailure() {
        var refusal = Failure.conflict("no").asException();

        assertThatThrownBy(() -> await(postgres.<Void>transaction(
                        inside -> inside.query(INSERT, "one", TIME).compose(rows -> Future.failedFuture(refusal)))))
                .isSameAs(refusal);

        assertThat(await(postgres.query("select name from thing")).size()).isZero();
    }

    @Test
    void succeededTransactionIsCommitted() {
        await(postgres.transaction(
                inside -> inside.query(INSERT, "one", TIME).compose(rows -> inside.query(INSERT, "two", TIME))));

        assertThat(await(postgres.query("select name from thing")).size()).isEqualTo(2);
    }

    @Test
    void mistakeInAStatementIsABugNotAnOutage() {
        assertThatThrownBy(() -> await(postgres.query("select nothing from nowhere")))
                .isNotInstanceOf(FailureException.class);
    }

    @Test
    void slowStatementIsUnavailableInTime() {
        assertUnavailableInTime(() -> await(postgres.query("select pg_sleep(20)::text")));
        assertThat(await(postgres.isUp())).isTrue();
    }

    @Test
    void transactionThatTookTooLongIsNotCommitted(Vertx vertx) {
        assertUnavailableInTime(() -> await(postgres.<String>transaction(inside -> inside.query(INSERT, "late", TIME)
                .compose(rows ->
                        vertx.timer(Postgres.ANSWER_WITHIN.toMillis() + 200).map("answered too late")))));

        var sawNothing = await(postgres.query("select count(*) as n from thing"))
                .iterator()
                .next()
                .getLong("n");
        assertThat(sawNothing).isZero();
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnceNotAfterWaiting() {
        var mostAtOnce = config.poolSize() * (1 + Postgres.WAITING_PER_CONNECTION);
        var asked = IntStream.range(0, mostAtOnce)
                .mapToObj(i -> postgres.query("select pg_sleep(1)::text"))
                .toList();
        var began = System.nanoTime();

        assertThatThrownBy(() -> await(postgres.query("select 1")))
                .satisfies(cause -> assertThat(codeOf(cause)).isEqualTo(FailureCode.UNAVAILABLE));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(900));
        await(Future.join(asked).otherwiseEmpty());
        assertThat(asked).filteredOn(Future::succeeded).hasSizeGreaterThanOrEqualTo(config.poolSize());
    }

    @Test
    void answersOnTheContextOfTheOneWhoAsked(Vertx vertx) {
        var asked = Promise.<Boolean>promise();

        vertx.runOnContext(here -> {
            var context = Vertx.currentContext();
            postgres.transaction(inside -> inside.query("select 1"))
                    .compose(rows -> postgres.query("select pg_sleep(20)::text").otherwiseEmpty())
                    .onComplete(done -> asked.complete(Vertx.currentContext() == context));
        });

        assertThat(await(asked.future())).isTrue();
    }

    @Test
    void stoppedServerIsUnavailableInTime(Vertx vertx) {
        Postgres orphan;
        PostgresConfig gone;
        try (var server = PostgresFixture.start()) {
            gone = server.newDatabase();
            orphan = await(Postgres.open(vertx, gone, "sample"));
            assertThat(await(orphan.isUp())).isTrue();
        }

        assertUnavailableInTime(() -> await(orphan.query("select 1")));
        assertUnavailableInTime(() -> await(orphan.transaction(inside -> inside.query("select 1"))));
        assertThat(await(orphan.isUp())).isFalse();
        assertThatThrownBy(() -> await(Postgres.open(vertx, gone, "sample", Duration.ZERO)))
                .isInstanceOf(FailureException.class);
        await(orphan.close());
    }

    @Test
    void openingWaitsForAServerThatIsNotThereYet(Vertx vertx) {
        try (var door = new Relay(vertx, config, 2)) {
            var opened = await(Postgres.open(vertx, door.config(1), "sample"));

            assertThat(door.connections()).isGreaterThan(2);
            await(opened.close());
        }
    }

    @Test
    void connectionsThatDiedWithoutAWordAreReplaced(Vertx vertx) {
        try (var door = new Relay(vertx, config, 0)) {
            var opened = await(Postgres.open(vertx, door.config(1), "sample"));
            await(opened.isUp());

            door.forget();

            assertUnavailableInTime(() -> await(opened.query("select 1")));
            await(Until.until(vertx, opened::isUp, up -> up));
            await(opened.close());
        }
    }

    @Test
    void closingDoesNotWaitForConnectionsThatDiedWithoutAWord(Vertx vertx) {
        try (var door = new Relay(vertx, config, 0)) {
            var ours = Vertx.vertx();
            var opened = await(Postgres.open(ours, door.config(1), "sample"));
            await(opened.isUp());
            door.forget();
            assertUnavailableInTime(() -> await(opened.query("select 1")));

            await(opened.close());
            await(ours.close());
        }
    }

    @Test
    void silentServerIsUnavailableInTime(Vertx vertx) {
        var silent = await(vertx.createNetServer().connectHandler(socket -> {}).listen(0, "127.0.0.1"));
        var toSilent = new PostgresConfig("127.0.0.1", silent.actualPort(), "any", "any", "any", 1);

        var unmigrated = Postgres.unmigrated(vertx, toSilent, "sample");

        assertUnavailableInTime(() -> await(unmigrated.query("select 1")));
        await(unmigrated.close());
        await(silent.close());
    }

    @Test
    void configurationPrintsNoPassword() {
        assertThat(new PostgresConfig("h", 1, "d", "u", "verysecret", 1).toString())
                .doesNotContain("verysecret");
    }

    @Test
    void badConfigurationNamesTheField() {
        assertThatThrownBy(() -> new PostgresConfig("h", 70_000, "d", "u", "p", 1))
                .hasMessage("port: 70000 is outside 1–65535");
    }

    private static void assertUnavailableInTime(Runnable call) {
        var began = System.nanoTime();
        assertThatThrownBy(call::run)
                .satisfies(cause -> assertThat(codeOf(cause)).isEqualTo(FailureCode.UNAVAILABLE));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    private static @Nullable FailureCode codeOf(@Nullable Throwable cause) {
        return cause instanceof FailureException refused ? refused.failure().code() : null;
    }
}
