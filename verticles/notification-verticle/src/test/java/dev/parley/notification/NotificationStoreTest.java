package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.AT;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.group;
import static dev.parley.notification.Samples.message;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.broker.BrokerConfig;
import dev.parley.model.auth.ForgetUser;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.SessionId;
import dev.parley.model.notification.ListNotifications;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.Notification;
import dev.parley.model.notification.Notification.Kind;
import dev.parley.model.notification.NotificationPage;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Room;
import dev.parley.notification.push.NoPush;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.PostgresConfig;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list in a real PostgreSQL: once per event, pages, reading, pruning. */
class NotificationStoreTest {
    private static final Instant NOW = AT.plus(Duration.ofMinutes(5));

    private final Vertx vertx = Vertx.vertx();
    private final PostgresConfig database = PostgresFixture.freshDatabase();
    private final Postgres postgres = await(Postgres.open(vertx, database, "notification"));
    private final Outbox outbox = new NoPush(vertx, new Bus(vertx), postgres, clock(NOW));
    private final NotificationStore store = new NotificationStore(postgres, List.of(outbox));
    private final NotificationList list = list(NOW);
    private final Room room = group("Engine");

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    @BeforeEach
    void otherPeoplesListsAreNotEmpty() {
        insert(draft(EVE, 1));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void theSameEventIsInAUsersListOnce() {
        var first = draft(BOB, 7);
        var again = draft(BOB, 7);
        var other = draft(BOB, 8);
        assertThat(insert(first)).containsExactly(first.notification().id());
        assertThat(insert(other, again)).containsExactly(other.notification().id());
        assertThat(page(null, 100).notifications()).containsExactly(other.notification(), first.notification());
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetitionWhateverIsAdded() {
        // Ten at the same moment: the id decides between them.
        var drafts =
                LongStream.rangeClosed(1, 25).mapToObj(seq -> draft(BOB, seq)).toList();
        insert(drafts.toArray(Draft[]::new));
        var seen = new ArrayList<NotificationId>();
        String cursor = null;
        int pages = 0;
        do {
            var page = page(cursor, 10);
            page.notifications().forEach(one -> seen.add(one.id()));
            cursor = page.nextCursor();
            pages++;
            insert(draft(BOB, 100 + pages)); // newer than every page to come
        } while (cursor != null);
        assertThat(pages).isEqualTo(3);
        var newestFirst = new ArrayList<>(
                drafts.stream().map(draft -> draft.notification().id()).toList());
        Collections.reverse(newestFirst);
        assertThat(seen).containsExactlyElementsOf(newestFirst);
    }

    @Test
    void aPageThatEndsTheListHasNoCursor() {
        insert(draft(BOB, 1), draft(BOB, 2));
        assertThat(page(null, 2).nextCursor()).isNull();
        assertThat(page(null, 1).nextCursor()).isNotNull();
        assertThat(await(list.page(new ListNotifications(ADA.id(), null, 10))).notifications())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "bm90IG91cnM", "MTo", "OTk5OTk5OTk5OTk5OTk5OTk5OTk6YQ", "LTE6JA"})
    void whatIsNoCursorOfOursIsRefused(String cursor) {
        assertRefused(new ListNotifications(BOB.id(), cursor, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void aLimitOutOfRangeIsRefused(int limit) {
        assertRefused(new ListNotifications(BOB.id(), null, limit));
    }

    @Test
    void theNamedAndOnlyOnesOwnAreMarkedRead() {
        var one = draft(BOB, 1);
        var two = draft(BOB, 2);
        var eves = draft(EVE, 2);
        insert(one, two, eves);
        var ids = List.of(one.notification().id(), eves.notification().id(), NotificationId.next());
        await(list.markRead(new MarkRead(BOB.id(), ids, false, null, SessionId.next())));
        assertThat(page(null, 10).notifications())
                .extracting(Notification::readAt)
                .containsExactly(null, NOW);
        assertThat(await(list.page(new ListNotifications(EVE.id(), null, 10))).notifications())
                .extracting(Notification::readAt)
                .containsOnlyNulls();
    }

    @Test
    void allAreMarkedReadAndReadingAgainKeepsTheFirstTime() {
        insert(draft(BOB, 1), draft(BOB, 2));
        await(list.markRead(new MarkRead(BOB.id(), List.of(), true, null, SessionId.next())));
        var later = list(NOW.plusSeconds(60));
        await(later.markRead(new MarkRead(BOB.id(), List.of(), true, null, SessionId.next())));
        assertThat(page(null, 10).notifications())
                .extracting(Notification::readAt)
                .containsOnly(NOW);
    }

    @Test
    void theNewestOfEachUserAreKept() {
        insert(LongStream.rangeClosed(1, 30).mapToObj(seq -> draft(BOB, seq)).toArray(Draft[]::new));
        var pruner = pruner(NOW, 10);
        pruner.touched(BOB.id());
        pruner.touched(EVE.id());
        await(pruner.prune());
        assertThat(page(null, 100).notifications())
                .hasSize(10)
                .extracting(Notification::body)
                .startsWith("30")
                .endsWith("21");
        assertThat(await(list.page(new ListNotifications(EVE.id(), null, 10))).notifications())
                .hasSize(1);
    }

    @Test
    void theOldAreDeletedInBoundedSteps() {
        for (long from = 1; from <= 2 * Pruner.STEP + 100; from += 100) {
            insert(LongStream.range(from, from + 100)
                    .mapToObj(seq -> draft(BOB, seq))
                    .toArray(Draft[]::new));
        }
        await(pruner(AT.plus(Duration.ofDays(30)), 100_000).prune());
        assertThat(page(null, 100).notifications()).hasSize(100);
        await(pruner(AT.plus(Duration.ofDays(30)).plusMillis(1), 100_000).prune());
        assertThat(page(null, 100).notifications()).isEmpty();
    }

    @Test
    void theListOfAnAccountThatIsGoneIsForgottenAndNobodyElses() {
        insert(draft(BOB, 1), draft(BOB, 2));

        await(list.forget(new ForgetUser(BOB.id())));

        assertThat(page(null, 10).notifications()).isEmpty();
        assertThat(await(list.page(new ListNotifications(EVE.id(), null, 10))).notifications())
                .hasSize(1);
    }

    @Test
    void whatTellsOfAMessageThatIsGoneIsDeletedInEveryListAndNothingElse() {
        insert(draft(BOB, 1), draft(BOB, 2), draft(EVE, 7), draft(BOB, 7));
        var gone = List.of(draft(BOB, 2).eventId(), draft(BOB, 7).eventId());

        assertThat(await(store.deleteOfEvents(gone, 2))).isEqualTo(2);
        assertThat(await(store.deleteOfEvents(gone, 2))).isEqualTo(1);
        assertThat(await(store.deleteOfEvents(gone, 2))).isZero();

        assertThat(page(null, 10).notifications()).hasSize(1);
    }

    private NotificationList list(Instant now) {
        return new NotificationList(store, new SettingsStore(postgres), List.of(outbox), clock(now));
    }

    private Pruner pruner(Instant now, int keep) {
        var broker = new BrokerConfig("localhost", 5672, "unused", "", "/", 1);
        var config = new NotificationConfig(database, broker, keep, Duration.ofDays(30), 64, null, null, null);
        return new Pruner(vertx, store, config, clock(now));
    }

    private void assertRefused(ListNotifications request) {
        assertThatThrownBy(() -> await(list.page(request)))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.INVALID_REQUEST));
    }

    private NotificationPage page(@Nullable String cursor, int limit) {
        return await(list.page(new ListNotifications(BOB.id(), cursor, limit)));
    }

    @CanIgnoreReturnValue
    private Set<NotificationId> insert(Draft... drafts) {
        return await(store.insert(List.of(drafts)));
    }

    private Draft draft(PublicUser user, long seq) {
        Event event = message(room, seq, ADA, Long.toString(seq));
        return Draft.of(
                user.id(), event, Kind.MESSAGE, new Draft.Words("Engine · Ada", Long.toString(seq), "Ada", "Engine"));
    }
}
