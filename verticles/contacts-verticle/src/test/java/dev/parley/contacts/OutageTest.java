package dev.parley.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.contacts.ListContacts;
import dev.parley.model.contacts.RequestContact;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.postgres.PostgresFixture;
import org.junit.jupiter.api.Test;

class OutageTest {
    @Test
    void withoutTheStoreEverythingIsUnavailable() {
        var server = PostgresFixture.start();
        try (var world = World.start(server.newDatabase())) {
            var ada = world.user("ada");
            var bob = world.user("bob");
            assertThat(world.ask(HealthAddresses.of("contacts"), new CheckHealth())
                            .dependencies())
                    .containsExactly(new HealthReport.Dependency("PostgreSQL", true));

            server.close();

            assertThat(world.refusal(ContactsAddresses.REQUEST, new RequestContact(ada.id(), bob.id())))
                    .isEqualTo(FailureCode.UNAVAILABLE);
            assertThat(world.refusal(ContactsAddresses.LIST, new ListContacts(ada.id(), null)))
                    .isEqualTo(FailureCode.UNAVAILABLE);
            assertThat(world.ask(HealthAddresses.of("contacts"), new CheckHealth())
                            .dependencies())
                    .containsExactly(new HealthReport.Dependency("PostgreSQL", false));
        }
    }
}
