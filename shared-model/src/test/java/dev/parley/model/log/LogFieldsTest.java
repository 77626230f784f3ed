package dev.parley.model.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.GetUser;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogFieldsTest {
    private static final Address<GetUser, Done> WHO = Address.address("parley.test.who", GetUser.class, Done.class);

    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal verticle = (ContextInternal) vertx.getOrCreateContext();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void requestsThatOverlapOnOneVerticleKeepTheirOwn() {
        var answer = Promise.<Void>promise();
        var seen = new ConcurrentHashMap<String, String>();
        var requests = new ArrayList<Future<Void>>();
        for (var id : List.of("a", "b", "c")) {
            requests.add(request(() -> {
                LogFields.here().put(LogFields.REQUEST_ID, id);
                return OwnContext.of(answer.future())
                        .onComplete(done -> seen.put(
                                id, String.valueOf(LogFields.here().all().get(LogFields.REQUEST_ID))));
            }));
        }
        verticle.runOnContext(complete -> answer.complete());

        Future.all(requests).await();
        assertThat(seen).isEqualTo(Map.of("a", "a", "b", "b", "c", "c"));
    }

    @Test
    void whatManyRequestsShareTakesNone() {
        var shared = Future.<Map<String, String>>future(seen -> verticle.runOnContext(run -> {
                    LogFields.here().put(LogFields.USER_ID, "somebody");
                    seen.complete(LogFields.here().all());
                }))
                .await();

        assertThat(shared).isEmpty();
        assertThat(LogFields.here().all()).as("outside of Vert.x").isEmpty();
    }

    @Test
    void whoeverAnswersOnTheBusLogsUnderTheSameNamesAndTheNextAnswerDoesNot() {
        var bus = new Bus(vertx);
        var seen = new ArrayList<Map<String, String>>();
        bus.serve(WHO, ask -> {
                    seen.add(LogFields.here().all());
                    return Future.succeededFuture(Done.DONE);
                })
                .await();

        request(() -> {
                    LogFields.here().put(LogFields.REQUEST_ID, "r1");
                    LogFields.here().put(LogFields.USER_ID, "u1");
                    return bus.request(WHO, new GetUser(UserId.next())).<Void>mapEmpty();
                })
                .await();
        request(() -> bus.request(WHO, new GetUser(UserId.next())).<Void>mapEmpty())
                .await();

        assertThat(seen).containsExactly(Map.of(LogFields.REQUEST_ID, "r1", LogFields.USER_ID, "u1"), Map.of());
    }

    /** On a context of its own, as Vert.x gives each HTTP request one. */
    private Future<Void> request(Supplier<Future<Void>> work) {
        var own = verticle.duplicate();
        return Future.future(done -> own.runOnContext(run -> work.get().onComplete(done)));
    }
}
