package dev.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.bus.Bus;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.UserId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long an answer is remembered, and what makes it forgotten. */
class CirclesTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final World world = new World(vertx);
    private final AtomicLong now = new AtomicLong();
    private final Circles circles = new Circles(new Bus(vertx), now::get);
    private final UserId ada = UserId.next();
    private final UserId bob = UserId.next();

    @BeforeEach
    void start() {
        Await.done(Await.on(context, circles::start));
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    @Test
    void anAnswerIsRememberedForAShortTime() {
        Await.done(world.start());
        assertThat(circle().all()).isEmpty();
        world.contacts(ada, bob);
        now.set(Circles.FRESH_MS);
        assertThat(circle().all()).isEmpty();
        assertThat(world.asked()).isEqualTo(1);
        now.set(Circles.FRESH_MS + 1);
        assertThat(circle().all()).containsExactly(bob);
    }

    @Test
    void someoneWhoIsNotInItIsLookedForAgainSoon() {
        Await.done(world.start());
        assertThat(circle().all()).isEmpty();
        world.contacts(ada, bob);
        now.set(Circles.FRESH_MISS_MS + 1);
        assertThat(Await.result(Await.on(context, () -> circles.of(ada, List.of(bob))))
                        .sees(bob))
                .isTrue();
    }

    @Test
    void aBlockIsKnownAtOnce() {
        Await.done(world.start());
        world.contacts(ada, bob);
        assertThat(circle().tells(bob)).isTrue();
        world.block(bob, ada);
        Await.done(Await.until(
                vertx, false, () -> Await.on(context, () -> circles.of(ada)).map(circle -> circle.sees(bob))));
        assertThat(circle()).isEqualTo(new Circle(Set.of(bob), Set.of(bob), Set.of()));
    }

    @Test
    void anOutageIsAskedAboutOnceASecond() {
        assertThat(Await.refusal(Await.on(context, () -> circles.of(ada)))).isEqualTo(FailureCode.UNAVAILABLE);
        Await.done(world.start());
        now.set(999);
        assertThat(Await.refusal(Await.on(context, () -> circles.of(bob)))).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(world.asked()).isZero();
        now.set(1_000);
        assertThat(circle().all()).isEmpty();
        assertThat(world.asked()).isEqualTo(1);
    }

    private Circle circle() {
        return Await.result(Await.on(context, () -> circles.of(ada)));
    }
}
