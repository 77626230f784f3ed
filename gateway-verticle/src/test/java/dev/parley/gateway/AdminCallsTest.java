package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.deadletter.DeadLetter;
import dev.parley.model.deadletter.DeadLetterAddresses;
import dev.parley.model.deadletter.DeadLetterPage;
import dev.parley.model.deadletter.DeadLetterSummary;
import dev.parley.model.deadletter.DeadLettersSettled;
import dev.parley.model.deadletter.DiscardDeadLetters;
import dev.parley.model.deadletter.GetDeadLetter;
import dev.parley.model.deadletter.ListDeadLetters;
import dev.parley.model.deadletter.ReplayDeadLetters;
import dev.parley.model.failure.Failure;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What admins may call: what is asked, that the answer is as documented, and that nobody else may. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminCallsTest {
    private static final String ROOT = "/admin/dead-letters";
    private static final String ID = UUID.randomUUID().toString();
    private static final Instant AT = Instant.parse("2030-01-31T12:00:00.123Z");
    private static final DeadLetterSummary LETTER =
            new DeadLetterSummary(ID, "the store refuses it", 2, AT, AT, "parley.rooms", "3", 321, "intent post");
    private static final DeadLetterSummary SILENT =
            new DeadLetterSummary(UUID.randomUUID().toString(), null, 0, null, null, null, null, 1, null);

    private final TestGateway gateway = TestGateway.listening();
    private final DocumentedCalls admin =
            new DocumentedCalls(gateway, gateway.tokens.ofAdmin(TestGateway.ADA, TestGateway.SESSION));
    private final DocumentedCalls anybody = new DocumentedCalls(gateway);

    @BeforeAll
    void answer() {
        var verticles = gateway.verticles;
        verticles.answer(DeadLetterAddresses.LIST, ask -> new DeadLetterPage(List.of(LETTER, SILENT), 7, ID));
        verticles.answer(DeadLetterAddresses.GET, ask -> new DeadLetter(LETTER, "utf-8", "{}", false));
        verticles.answer(DeadLetterAddresses.REPLAY, ask -> new DeadLettersSettled(1, 0, false, AT));
        verticles.answer(DeadLetterAddresses.DISCARD, ask -> new DeadLettersSettled(5, 2, true, AT));
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void theyListAndShow() {
        admin.call("listDeadLetters", 200, "GET", ROOT, null);
        assertThat(gateway.verticles.lastAsked(ListDeadLetters.class)).isEqualTo(new ListDeadLetters(true, null, 50));
        admin.call("listDeadLetters", 200, "GET", ROOT + "?order=oldest&limit=7&cursor=" + ID, null);
        assertThat(gateway.verticles.lastAsked(ListDeadLetters.class)).isEqualTo(new ListDeadLetters(false, ID, 7));
        admin.call("listDeadLetters", 400, "GET", ROOT + "?limit=101", null);
        admin.call("listDeadLetters", 400, "GET", ROOT + "?order=best", null);
        admin.call("getDeadLetter", 200, "GET", ROOT + "/" + ID, null);
        assertThat(gateway.verticles.lastAsked(GetDeadLetter.class).id()).isEqualTo(ID);
    }

    @Test
    void theyReplayAndDiscardUnderTheirName() {
        var by = "ada (" + TestGateway.ADA.id() + ")";
        admin.call("replayDeadLetter", 200, "POST", ROOT + "/" + ID + "/replay", null);
        assertThat(gateway.verticles.lastAsked(ReplayDeadLetters.class)).isEqualTo(new ReplayDeadLetters(ID, null, by));
        admin.call("replayDeadLetters", 200, "POST", ROOT + "/replay?diedBefore=" + AT, null);
        assertThat(gateway.verticles.lastAsked(ReplayDeadLetters.class)).isEqualTo(new ReplayDeadLetters(null, AT, by));
        admin.call("replayDeadLetters", 400, "POST", ROOT + "/replay?diedBefore=yesterday", null);
        admin.call("discardDeadLetter", 200, "DELETE", ROOT + "/" + ID, null);
        assertThat(gateway.verticles.lastAsked(DiscardDeadLetters.class))
                .isEqualTo(new DiscardDeadLetters(ID, null, by));
        admin.call("discardDeadLetters", 200, "DELETE", ROOT, null);
        assertThat(gateway.verticles.lastAsked(DiscardDeadLetters.class))
                .isEqualTo(new DiscardDeadLetters(null, null, by));
        gateway.verticles.refuse(DeadLetterAddresses.GET, Failure.notFound("dead letter"));
        admin.call("getDeadLetter", 404, "GET", ROOT + "/" + UUID.randomUUID(), null);
        gateway.verticles.answer(DeadLetterAddresses.GET, ask -> new DeadLetter(LETTER, "utf-8", "{}", false));
    }

    @Test
    void nobodyElseMay() {
        long asked = gateway.verticles.timesAsked(DiscardDeadLetters.class);
        anybody.call("listDeadLetters", 403, "GET", ROOT, null);
        anybody.call("getDeadLetter", 403, "GET", ROOT + "/" + ID, null);
        anybody.call("replayDeadLetter", 403, "POST", ROOT + "/" + ID + "/replay", null);
        anybody.call("replayDeadLetters", 403, "POST", ROOT + "/replay", null);
        anybody.call("discardDeadLetter", 403, "DELETE", ROOT + "/" + ID, null);
        anybody.call("discardDeadLetters", 403, "DELETE", ROOT, null);
        assertThat(gateway.verticles.timesAsked(DiscardDeadLetters.class)).isEqualTo(asked);
    }
}
