package dev.parley.message;

import dev.parley.message.room.Head;
import dev.parley.message.room.RoomState;
import dev.parley.message.room.StoredEvent;
import dev.parley.message.store.Derived;
import dev.parley.message.store.LoggedEvent;
import dev.parley.message.store.RoomLog;
import dev.parley.model.id.RoomId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A real log in which one step goes wrong: before it is done, half done, after it is done, or by never coming back. */
final class DisturbedLog implements RoomLog {
    enum Step {
        APPEND,
        APPLY,
        COMMIT
    }

    enum Fault {
        FAILS_BEFORE,
        FAILS_AFTER,
        HANGS_AFTER,
        /** Only the first event is appended. */
        HANGS_HALFWAY
    }

    private final RoomLog log;
    private volatile @Nullable Step step;
    private volatile @Nullable Fault fault;
    private volatile @Nullable Throwable cause;
    private volatile @Nullable Step refused;
    private volatile Throwable refusal = new IllegalStateException("refused");
    private volatile Runnable afterCommit = () -> {};
    volatile int faults;
    volatile boolean hanging;
    volatile int appends;

    DisturbedLog(RoomLog log) {
        this.log = log;
    }

    void next(Step badStep, Fault badFault, Throwable badCause) {
        step = badStep;
        fault = badFault;
        cause = badCause;
    }

    /** {@code badStep} is refused until {@link #never}, whatever it is asked to do. */
    void always(Step badStep, Throwable badCause) {
        refusal = badCause;
        refused = badStep;
    }

    void never() {
        refused = null;
    }

    /** Runs {@code once} when the next commit is done, before anyone is told of it. */
    void afterCommit(Runnable once) {
        afterCommit = once;
    }

    private Future<Void> run(Step now, Supplier<Future<Void>> work) {
        if (refused == now) {
            return Future.failedFuture(refusal);
        }
        var what = fault;
        var why = cause;
        if (step != now || what == null || why == null) {
            return work.get();
        }
        step = null;
        faults++;
        if (what == Fault.FAILS_BEFORE) {
            return Future.failedFuture(why);
        }
        return work.get().compose(done -> {
            hanging = what == Fault.HANGS_AFTER || what == Fault.HANGS_HALFWAY;
            return hanging ? Future.future(never -> {}) : Future.failedFuture(why);
        });
    }

    @Override
    public Future<Map<RoomId, RoomState>> load(Collection<RoomId> rooms) {
        return log.load(rooms);
    }

    @Override
    public Future<List<LoggedEvent>> read(Map<RoomId, List<Long>> seqs) {
        return log.read(seqs);
    }

    @Override
    public Future<List<LoggedEvent>> find(Collection<String> keys) {
        return log.find(keys);
    }

    @Override
    public Future<Void> append(List<StoredEvent> events) {
        appends++;
        return run(Step.APPEND, () -> log.append(fault == Fault.HANGS_HALFWAY ? events.subList(0, 1) : events));
    }

    @Override
    public Future<Void> apply(Derived derived) {
        return run(Step.APPLY, () -> log.apply(derived));
    }

    @Override
    public Future<Void> commit(Map<RoomId, Head> heads) {
        return run(
                Step.COMMIT,
                () -> log.commit(heads).onSuccess(done -> {
                    var once = afterCommit;
                    afterCommit = () -> {};
                    once.run();
                }));
    }
}
