package dev.parley.model.health;

import dev.parley.model.bus.Address;
import java.time.Duration;

/** Where every role says how it is. */
public final class HealthAddresses {
    /** A probe must answer sooner than its prober gives up. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    /** @param role as in {@code --roles}: auth, contacts, message, presence, notification */
    public static Address<CheckHealth, HealthReport> of(String role) {
        return Address.address("parley." + role + ".health", CheckHealth.class, HealthReport.class)
                .within(PROBE);
    }

    private HealthAddresses() {}
}
