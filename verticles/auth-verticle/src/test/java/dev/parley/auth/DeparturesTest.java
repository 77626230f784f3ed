package dev.parley.auth;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.DeleteUser;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Done;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.rooms.LeaveGroups;
import dev.parley.model.rooms.LeavingGroups;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeparturesTest {
    /** More than the time between two looks. */
    private static final Duration NEXT_LOOK = Duration.ofSeconds(8);

    private final BlockingQueue<PublicUser> asked = new LinkedBlockingQueue<>();
    private final Set<UserId> forgotten = ConcurrentHashMap.newKeySet();
    private volatile Supplier<Future<Done>> notificationsForget = () -> Future.succeededFuture(Done.DONE);
    private volatile Supplier<Future<Done>> presenceForgets = () -> Future.succeededFuture(Done.DONE);
    private volatile Supplier<Future<Done>> receiptsForget = () -> Future.succeededFuture(Done.DONE);

    @Test
    void deletedAccountIsAskedForAtOnceAndUntilItIsInNoGroup() throws InterruptedException {
        try (var node = AuthNode.start()) {
            serve(node, () -> Future.succeededFuture(new LeavingGroups(3)));
            var gone = deleted(node);

            assertThat(next()).isEqualTo(gone);
            assertThat(next()).as("three groups are left").isEqualTo(gone);
        }
    }

    @Test
    void whoIsInNoGroupIsAskedForUntilNoInvitationCanBeOnItsWay() throws InterruptedException {
        try (var node = AuthNode.start()) {
            serve(node, () -> Future.succeededFuture(new LeavingGroups(0)));
            var gone = deleted(node);
            assertThat(next()).isEqualTo(gone);
            assertThat(next()).as("an invitation may still come").isEqualTo(gone);

            node.clock.advance(Duration.ofMinutes(2));

            var unused = next(); // the last look, unless the one before was still at it
            assertThat(next()).as("nothing is left to do").isNull();
        }
    }

    @Test
    void neitherAnOutageNorARestartForgetsIt() throws InterruptedException {
        var postgres = PostgresFixture.freshDatabase();
        PublicUser gone;
        try (var node = AuthNode.start(postgres)) {
            serve(node, () -> Future.failedFuture(Failure.unavailable("MongoDB").asException()));
            gone = deleted(node);
            assertThat(next()).isEqualTo(gone);
            assertThat(next()).as("asked again after a refusal").isEqualTo(gone);
        }
        try (var node = AuthNode.start(postgres)) {
            serve(node, () -> Future.succeededFuture(new LeavingGroups(1)));
            assertThat(next()).as("a new node knows").isEqualTo(gone);
        }
    }

    @Test
    void contactsAndNotificationsAreAskedUntilBothHaveForgotten() throws InterruptedException {
        try (var node = AuthNode.start()) {
            var unavailable =
                    Future.<Done>failedFuture(Failure.unavailable("PostgreSQL").asException());
            notificationsForget = () -> unavailable;
            serve(node, () -> Future.succeededFuture(new LeavingGroups(0)));
            var gone = deleted(node);
            assertThat(next()).isEqualTo(gone);
            node.clock.advance(Duration.ofMinutes(2));

            assertThat(next()).as("in no group, but in a list").isEqualTo(gone);
            assertThat(next()).as("still").isEqualTo(gone);

            notificationsForget = () -> Future.succeededFuture(Done.DONE);
            var unused = next(); // the last look, unless the one before was still at it
            assertThat(next()).as("nothing is left to do").isNull();
            assertThat(forgotten).contains(gone.id());
        }
    }

    @Test
    void presenceAndReceiptsAreAskedUntilBothHaveForgotten() throws InterruptedException {
        try (var node = AuthNode.start()) {
            var unavailable =
                    Future.<Done>failedFuture(Failure.unavailable("Redis").asException());
            presenceForgets = () -> unavailable;
            serve(node, () -> Future.succeededFuture(new LeavingGroups(0)));
            var gone = deleted(node);
            assertThat(next()).isEqualTo(gone);
            node.clock.advance(Duration.ofMinutes(2));

            assertThat(next()).as("shown when last seen").isEqualTo(gone);
            receiptsForget = () -> unavailable;
            presenceForgets = () -> Future.succeededFuture(Done.DONE);
            assertThat(next()).as("receipts are kept").isEqualTo(gone);
            assertThat(next()).as("still").isEqualTo(gone);

            receiptsForget = () -> Future.succeededFuture(Done.DONE);
            var unused = next(); // the last look, unless the one before was still at it
            assertThat(next()).as("nothing is left to do").isNull();
        }
    }

    private void serve(AuthNode node, Supplier<Future<LeavingGroups>> answer) {
        await(node.bus.serve(ContactsAddresses.FORGET, request -> {
            forgotten.add(request.userId());
            return Future.succeededFuture(Done.DONE);
        }));
        await(node.bus.serve(NotificationAddresses.FORGET, request -> notificationsForget.get()));
        await(node.bus.serve(PresenceAddresses.FORGET, request -> presenceForgets.get()));
        await(node.bus.serve(RoomAddresses.FORGET, request -> receiptsForget.get()));
        await(node.bus.serve(RoomAddresses.LEAVE_GROUPS, (LeaveGroups request) -> {
            asked.add(request.user());
            return answer.get();
        }));
    }

    private static PublicUser deleted(AuthNode node) {
        UserId id = node.register("ada").id();
        node.ask(AuthAddresses.DELETE_USER, new DeleteUser(id));
        return PublicUser.deleted(id);
    }

    private @Nullable PublicUser next() throws InterruptedException {
        return asked.poll(NEXT_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
}
