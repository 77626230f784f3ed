package dev.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AckLedgerTest {
    private final AckLedger ledger = new AckLedger();

    @Test
    void everythingUpToTheWantedTagIsAcknowledgedOnce() {
        ledger.wantUpTo(5);
        assertThat(ledger.next()).hasValue(5);
        assertThat(ledger.next()).isEmpty();
    }

    @Test
    void anOlderTagAsksForNothing() {
        ledger.wantUpTo(5);
        assertThat(ledger.next()).hasValue(5);
        ledger.wantUpTo(3);
        assertThat(ledger.next()).isEmpty();
    }

    @Test
    void whatIsBeingRejectedHoldsTheBulkBack() {
        ledger.rejecting(3);
        ledger.wantUpTo(5);
        assertThat(ledger.next()).hasValue(2);
        ledger.settled(3);
        assertThat(ledger.next()).hasValue(5);
    }

    @Test
    void aRejectionOfTheVeryFirstLetsNothingBeAcknowledged() {
        ledger.rejecting(1);
        ledger.wantUpTo(1);
        assertThat(ledger.next()).isEmpty();
    }
}
