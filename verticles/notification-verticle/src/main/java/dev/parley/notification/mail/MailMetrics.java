package dev.parley.notification.mail;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;

/** What is measured of mailing. Owned by its context. */
final class MailMetrics {
    private final Metrics metrics;

    MailMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    void outcome(String outcome) {
        metrics.counter(Instrument.NOTIFICATIONS, Mail.NAME, outcome).increment();
    }
}
