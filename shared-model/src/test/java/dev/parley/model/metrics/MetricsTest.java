package dev.parley.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(registry);

    @Test
    void partsOfAGaugeAddUp() {
        metrics.level(Instrument.GATEWAY_SOCKETS, "sockjs").add(2);
        metrics.level(Instrument.GATEWAY_SOCKETS, "sockjs").add(3);
        metrics.level(Instrument.GATEWAY_SOCKETS, "websocket").add(7);

        assertThat(gauge("parley.gateway.sockets", "door", "sockjs")).isEqualTo(5);
        assertThat(gauge("parley.gateway.sockets", "door", "websocket")).isEqualTo(7);
    }

    @Test
    void theLargestPartIsAGaugeUntilItIsTakenAway() {
        var small = metrics.largest(Instrument.MESSAGE_OLDEST, () -> 1, "0");
        var large = metrics.largest(Instrument.MESSAGE_OLDEST, () -> 9, "0");
        assertThat(gauge("parley.message.partition.oldest.seconds", "partition", "0"))
                .isEqualTo(9);

        large.run();
        assertThat(gauge("parley.message.partition.oldest.seconds", "partition", "0"))
                .isEqualTo(1);

        small.run();
        assertThat(gauge("parley.message.partition.oldest.seconds", "partition", "0"))
                .isZero();
    }

    @Test
    void twoWhoAskForACounterCountTogether() {
        metrics.counter(Instrument.GATEWAY_FRAMES).increment();
        metrics.counter(Instrument.GATEWAY_FRAMES).increment();

        assertThat(registry.get("parley.gateway.frames.received").counter().count())
                .isEqualTo(2);
    }

    @Test
    void labelsAndTypesAreTheInstruments() {
        assertThatThrownBy(() -> metrics.counter(Instrument.GATEWAY_CLOSES)).hasMessageContaining("[code]");
        assertThatThrownBy(() -> metrics.counter(Instrument.GATEWAY_ACK, "x")).hasMessageContaining("COUNTER");
    }

    private double gauge(String name, String label, String value) {
        return registry.get(name).tag(label, value).gauge().value();
    }
}
