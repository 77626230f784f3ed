package dev.parley.model.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.GetUser;
import dev.parley.model.auth.User;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.UserId;
import dev.parley.model.live.GetRoster;
import dev.parley.model.live.LiveAddresses;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BusTest {
    private static final Address<GetUser, User> WHO =
            Address.address("parley.test.who", GetUser.class, User.class).within(Duration.ofMillis(200));
    private static final UserId ADA = UserId.next();

    @Test
    void aRequestIsAnsweredWithTheRecord(Vertx vertx, VertxTestContext test) {
        var bus = new Bus(vertx);
        var user = new User(ADA, "ada", "Ada", "ada@example.org", Instant.EPOCH);
        bus.serve(WHO, request -> Future.succeededFuture(user))
                .compose(served -> bus.request(WHO, new GetUser(ADA)))
                .onComplete(test.succeeding(reply -> test.verify(() -> {
                    assertThat(reply).isEqualTo(user);
                    test.completeNow();
                })));
    }

    @Test
    void aRefusalKeepsItsCodeAndFields(Vertx vertx, VertxTestContext test) {
        var bus = new Bus(vertx);
        var refusal = Failure.invalid("email", "must be an address");
        bus.serve(WHO, request -> Future.failedFuture(refusal.asException()))
                .compose(served -> bus.request(WHO, new GetUser(ADA)))
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertThat(FailureException.failureOf(cause)).isEqualTo(refusal);
                    test.completeNow();
                })));
    }

    @Test
    void aBugIsInternalAndSaysNothingOfItself(Vertx vertx, VertxTestContext test) {
        var bus = new Bus(vertx);
        bus.serve(WHO, request -> {
                    throw new IllegalStateException("secret detail");
                })
                .compose(served -> bus.request(WHO, new GetUser(ADA)))
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertThat(FailureException.failureOf(cause).code()).isEqualTo(FailureCode.INTERNAL);
                    assertThat(cause.getMessage()).doesNotContain("secret");
                    test.completeNow();
                })));
    }

    @Test
    void nobodyThereIsUnavailable(Vertx vertx, VertxTestContext test) {
        new Bus(vertx)
                .request(WHO, new GetUser(ADA))
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertThat(FailureException.failureOf(cause).code()).isEqualTo(FailureCode.UNAVAILABLE);
                    test.completeNow();
                })));
    }

    @Test
    void anAnswerThatDoesNotComeIsUnavailable(Vertx vertx, VertxTestContext test) {
        var bus = new Bus(vertx);
        bus.serve(WHO, request -> Future.future(never -> {}))
                .compose(served -> bus.request(WHO, new GetUser(ADA)))
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertThat(FailureException.failureOf(cause).code()).isEqualTo(FailureCode.UNAVAILABLE);
                    test.completeNow();
                })));
    }

    @Test
    void whatIsServedIsMeasuredByOutcome(Vertx vertx, VertxTestContext test) {
        var registry = new SimpleMeterRegistry();
        var bus = new Bus(vertx, new Metrics(registry));
        var users = new ArrayDeque<Future<User>>(List.of(
                Future.succeededFuture(new User(ADA, "ada", "Ada", "ada@example.org", Instant.EPOCH)),
                Future.failedFuture(Failure.notFound("user").asException()),
                Future.failedFuture(Failure.unavailable("The store").asException()),
                Future.failedFuture(new IllegalStateException("a bug"))));
        bus.serve(WHO, request -> users.remove())
                .compose(served -> bus.request(WHO, new GetUser(ADA)))
                .transform(answered -> bus.request(WHO, new GetUser(ADA)))
                .transform(answered -> bus.request(WHO, new GetUser(ADA)))
                .transform(answered -> bus.request(WHO, new GetUser(ADA)))
                .onComplete(test.failing(last -> test.verify(() -> {
                    for (var outcome : List.of("ok", "refused", "unavailable", "failed")) {
                        assertThat(registry.get("parley.bus.served")
                                        .tags("address", WHO.name(), "outcome", outcome)
                                        .timer()
                                        .count())
                                .as(outcome)
                                .isEqualTo(1);
                    }
                    test.completeNow();
                })));
    }

    @Test
    void whoDoesNotAnswerIsCountedWithoutTheNodesName(Vertx vertx, VertxTestContext test) {
        var registry = new SimpleMeterRegistry();
        new Bus(vertx, new Metrics(registry))
                .request(LiveAddresses.roster("0f1e2d"), new GetRoster())
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertThat(registry.get("parley.bus.unanswered")
                                    .tags("address", "parley.gateway.roster", "reason", "no_handlers")
                                    .counter()
                                    .count())
                            .isEqualTo(1);
                    test.completeNow();
                })));
    }

    @Test
    void recordsCrossTheWire() {
        var codec = new RecordCodec();
        var wire = Buffer.buffer("before");
        codec.encodeToWire(wire, new GetUser(ADA));
        assertThat(codec.decodeFromWire(6, wire)).isEqualTo(new GetUser(ADA));
    }
}
