package dev.parley.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.contacts.ContactRules.Blocking;
import dev.parley.model.contacts.Contact.Status;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.UserId;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactRulesTest {
    private static final UserId ADA = new UserId("ada");
    private static final UserId BOB = new UserId("bob");
    private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = ASKED.plusSeconds(60);
    private static final Blocking NONE = new Blocking(false, false);

    @Test
    void firstRequestIsPending() {
        assertThat(request(BOB, ADA, null)).isEqualTo(new Bond(new Pair(ADA, BOB), BOB, Status.PENDING, NOW, NOW));
    }

    @Test
    void requestToOneWhoAskedIsAnAcceptance() {
        var pending = Bond.asked(ADA, BOB, ASKED);

        assertThat(request(BOB, ADA, pending)).isEqualTo(pending.with(Status.ACCEPTED, NOW));
        assertThat(request(BOB, ADA, pending.with(Status.REJECTED, ASKED)))
                .isEqualTo(pending.with(Status.ACCEPTED, NOW));
    }

    @Test
    void askingAgainIsAConflictWhateverTheAnswerWas() {
        var pending = Bond.asked(ADA, BOB, ASKED);

        for (var status : Status.values()) {
            assertThat(code(() -> request(ADA, BOB, pending.with(status, ASKED))))
                    .isEqualTo(FailureCode.CONFLICT);
        }
        assertThat(code(() -> request(BOB, ADA, pending.with(Status.ACCEPTED, ASKED))))
                .isEqualTo(FailureCode.CONFLICT);
    }

    @Test
    void blockForbidsTheRequestEitherWay() {
        for (var blocking : new Blocking[] {new Blocking(true, false), new Blocking(false, true)}) {
            assertThat(code(() -> ContactRules.request(ADA, BOB, null, blocking, NOW)))
                    .isEqualTo(FailureCode.FORBIDDEN);
        }
    }

    @Test
    void theOneAskedAnswersAndMayTurnARejectionIntoAnAcceptance() {
        var pending = Bond.asked(ADA, BOB, ASKED);
        var rejected = pending.with(Status.REJECTED, ASKED);

        assertThat(answer(BOB, pending, Status.ACCEPTED)).isEqualTo(pending.with(Status.ACCEPTED, NOW));
        assertThat(answer(BOB, pending, Status.REJECTED)).isEqualTo(pending.with(Status.REJECTED, NOW));
        assertThat(answer(BOB, rejected, Status.ACCEPTED)).isEqualTo(pending.with(Status.ACCEPTED, NOW));
    }

    @Test
    void sameAnswerTwiceChangesNothing() {
        var accepted = Bond.asked(ADA, BOB, ASKED).with(Status.ACCEPTED, ASKED);

        assertThat(answer(BOB, accepted, Status.ACCEPTED)).isSameAs(accepted);
    }

    @Test
    void answersThatAreRefused() {
        var pending = Bond.asked(ADA, BOB, ASKED);
        var accepted = pending.with(Status.ACCEPTED, ASKED);

        assertThat(code(() -> answer(ADA, pending, Status.ACCEPTED))).isEqualTo(FailureCode.FORBIDDEN);
        assertThat(code(() -> answer(BOB, null, Status.ACCEPTED))).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(code(() -> answer(BOB, accepted, Status.REJECTED))).isEqualTo(FailureCode.CONFLICT);
        assertThat(code(() -> answer(BOB, pending, Status.PENDING))).isEqualTo(FailureCode.INVALID_REQUEST);
    }

    private static Bond request(UserId caller, UserId other, @Nullable Bond existing) {
        return ContactRules.request(caller, other, existing, NONE, NOW);
    }

    private static Bond answer(UserId caller, @Nullable Bond existing, Status status) {
        return ContactRules.answer(caller, existing, status, NOW);
    }

    private static FailureCode code(ThrowingCallable call) {
        return catchThrowableOfType(FailureException.class, call).failure().code();
    }
}
