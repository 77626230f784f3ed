package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static dev.parley.message.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class MetricsTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatBecameOfIntentsIsCountedAndNothingIsHeldInTheEnd() {
        world.deploy();
        var room = world.group(world.ada, world.bob);
        var post = text("once");
        await(world.send(world.ada, room, post));
        await(world.send(world.ada, room, post));
        await(world.send(world.cy, room, text("not a member")));

        assertThat(intents("stored")).isEqualTo(2); // the room's creation, the message
        assertThat(intents("repeated")).isEqualTo(1);
        assertThat(intents("refused")).isEqualTo(1);
        assertThat(count("parley.message.events.stored", "type", "message.created"))
                .isEqualTo(1);
        assertThat(world.measured.get("parley.message.batch").timer().count()).isBetween(1L, 4L);
        assertThat(count("parley.broker.publish.failures", "exchange", "parley.events"))
                .isZero();
        until(() -> sum("parley.message.partition.unsettled") == 0);
        assertThat(sum("parley.message.partition.oldest.seconds")).isZero();
    }

    @Test
    void whatTheStoreDoesNotTakeIsHeldAndGrowsOld() {
        var disturbed = world.deployDisturbed(world.brokerWire);
        var room = world.group(world.ada, world.bob);
        until(() -> sum("parley.message.partition.unsettled") == 0);
        disturbed.next(DisturbedLog.Step.APPEND, DisturbedLog.Fault.HANGS_AFTER, new IllegalStateException("hangs"));
        var unanswered = world.send(world.ada, room, text("stuck"));

        until(() -> sum("parley.message.partition.unsettled") == 1);
        until(() -> sum("parley.message.partition.oldest.seconds") > 0);
        assertThat(unanswered.isComplete()).isFalse();
    }

    @Test
    void whatCannotBeReadIsCountedAsADeadLetter() {
        world.deploy();
        var room = world.group(world.ada, world.bob);
        await(world.publish(room, Buffer.buffer("no intent")));

        until(() -> world.measured.find("parley.broker.dead.letters").counters().stream()
                .anyMatch(counter -> counter.count() == 1
                        && "not a readable intent".equals(counter.getId().getTag("cause"))));
    }

    private double intents(String outcome) {
        return count("parley.message.intents", "outcome", outcome);
    }

    private double count(String name, String label, String value) {
        return world.measured.get(name).tag(label, value).counter().count();
    }

    private double sum(String gauge) {
        return world.measured.get(gauge).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }
}
