package dev.parley.model.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.bus.Bus;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AttachmentDirectoryTest {
    private static final String NODE = "node-1";
    private static final UserId ADA = UserId.next();
    private static final UserId BOB = UserId.next();
    private static final RoomId ROOM = RoomId.next();

    @Test
    void aBeatOfAnUnknownNodeFetchesItsRosterAndChangesFollow(Vertx vertx, VertxTestContext test) {
        var bus = new Bus(vertx);
        vertx.runOnContext(start -> {
            var directory = new AttachmentDirectory(vertx, bus);
            var delivery = new LiveDelivery(bus, directory);
            var received = Promise.<Deliveries>promise();
            var asked = Promise.<Void>promise();
            directory
                    .start()
                    .compose(started -> bus.serve(LiveAddresses.roster(NODE), request -> {
                        vertx.runOnContext(later -> asked.complete());
                        return Future.succeededFuture(
                                new Roster(NODE, 4, List.of(new AttachedUser(ADA, Set.of(ROOM)))));
                    }))
                    .compose(served -> bus.subscribe(LiveAddresses.deliver(NODE), received::tryComplete))
                    .compose(subscribed -> {
                        bus.publish(LiveAddresses.GATEWAY_BEAT, new GatewayBeat(NODE, 4));
                        return asked.future();
                    })
                    .compose(rostered -> {
                        bus.publish(
                                LiveAddresses.ATTACHMENT_CHANGED,
                                new AttachmentChanged(NODE, 5, BOB, new AttachedUser(BOB, Set.of())));
                        return until(vertx, () -> directory.isAttached(BOB));
                    })
                    .compose(heard -> {
                        test.verify(() -> {
                            assertThat(directory.isLooking(ADA, ROOM)).isTrue();
                            assertThat(directory.isLooking(BOB, ROOM)).isFalse();
                            assertThat(directory.nodesOf(BOB)).containsExactly(NODE);
                        });
                        delivery.deliver(List.of(ADA, BOB, UserId.next()), "typing", Set.of());
                        return received.future();
                    })
                    .onComplete(test.succeeding(deliveries -> test.verify(() -> {
                        assertThat(deliveries.deliveries()).hasSize(1);
                        var only = deliveries.deliveries().get(0);
                        assertThat(only.recipients()).containsExactly(ADA, BOB);
                        assertThat(only.frame()).isEqualTo("{\"type\":\"typing\",\"data\":[]}");
                        test.completeNow();
                    })));
        });
    }

    private static Future<Void> until(Vertx vertx, BooleanSupplier condition) {
        return condition.getAsBoolean()
                ? Future.succeededFuture()
                : vertx.timer(2).compose(again -> until(vertx, condition));
    }
}
