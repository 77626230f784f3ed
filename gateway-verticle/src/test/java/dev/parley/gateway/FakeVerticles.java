package dev.parley.gateway;

import dev.parley.model.bus.Address;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.Failure;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands for the other verticles: answers on the real bus as told, and remembers what it was asked. */
final class FakeVerticles {
    private final Bus bus;
    private final Map<String, Function<Record, Future<? extends Record>>> answers = new ConcurrentHashMap<>();
    private final List<Record> asked = new CopyOnWriteArrayList<>();

    FakeVerticles(Bus bus) {
        this.bus = bus;
    }

    <Q extends Record, R extends Record> void answer(Address<Q, R> address, Function<Q, R> answer) {
        on(address, request -> Future.succeededFuture(answer.apply(request)));
    }

    <Q extends Record, R extends Record> void refuse(Address<Q, R> address, Failure failure) {
        on(address, request -> Future.failedFuture(failure.asException()));
    }

    /** Takes requests and never answers. */
    <Q extends Record, R extends Record> void ignore(Address<Q, R> address) {
        on(address, request -> Future.future(never -> {}));
    }

    <Q extends Record, R extends Record> void on(Address<Q, R> address, Function<Q, Future<R>> answer) {
        boolean first = answers.put(
                        address.name(),
                        request -> answer.apply(address.request().cast(request)))
                == null;
        if (first) {
            bus.serve(address, request -> reply(address, request)).await();
        }
    }

    private <Q extends Record, R extends Record> Future<R> reply(Address<Q, R> address, Q request) {
        asked.add(request);
        return Objects.requireNonNull(answers.get(address.name()))
                .apply(request)
                .map(address.reply()::cast);
    }

    /** What was asked last, of this type. */
    <Q extends Record> Q lastAsked(Class<Q> type) {
        return asked.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("nobody asked " + type.getSimpleName() + " but " + asked));
    }

    <Q extends Record> long timesAsked(Class<Q> type) {
        return asked.stream().filter(type::isInstance).count();
    }
}
