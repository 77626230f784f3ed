package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL and Redis are processes of their own and outlive a Parley that was killed. Two servers on one data folder would destroy it, so
 * before anything starts, what is left of the last run is stopped.
 *
 * <p>Invariant: a process is stopped only if its own command line names this data folder and its program is one of ours. A pid on file is a
 * hint where to look; it is never enough. Call only while holding the {@link DataFolderLock}, when nothing of ours may rightly run.
 */
final class OrphanReaper {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanReaper.class);

    /** PostgreSQL's shutdown checkpoint and Redis' last write take well under a second; a slow disk may need this. */
    private static final Duration TERM_PATIENCE = Duration.ofSeconds(10);

    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);
    private static final Duration CHILD_PATIENCE = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(10);

    /** The programs that are started on a data folder. */
    private static final Set<String> PROGRAMS = Set.of("postgres", "pg_ctl", "initdb");

    private static final String REDIS_PROGRAM = "redis-server";

    private final DataFolder data;
    private final Duration termPatience;

    OrphanReaper(DataFolder data) {
        this(data, TERM_PATIENCE);
    }

    OrphanReaper(DataFolder data, Duration termPatience) {
        this.data = data;
        this.termPatience = termPatience;
    }

    /** Remembers a child for the next start. */
    void record(String name, ProcessHandle child) throws EmbeddedStartException {
        try {
            PidFile.write(pidFile(name), child);
        } catch (IOException e) {
            throw new EmbeddedStartException("cannot write " + pidFile(name) + ": " + e.getMessage(), e);
        }
    }

    /** The child has ended; there is nothing to look for any more. */
    void forget(String name) {
        try {
            boolean existed = Files.deleteIfExists(pidFile(name));
            LOG.trace("pid file of {} removed: {}", name, existed);
        } catch (IOException e) {
            // A pid without its process is recognised at the next start.
            LOG.warn("pid file not removed name={} error={}", name, e.toString());
        }
    }

    /**
     * Stops what an earlier run left behind: TERM, then KILL after {@value 10} seconds.
     *
     * @return how many processes were stopped
     */
    int reap() throws EmbeddedStartException {
        Set<ProcessHandle> orphans = new LinkedHashSet<>();
        try {
            for (String name : List.of(EmbeddedPostgresServer.PID_NAME, EmbeddedRedisServer.PID_NAME)) {
                PidFile.read(pidFile(name))
                        .flatMap(PidFile::process)
                        .filter(this::isOurs)
                        .ifPresent(orphans::add);
            }
        } catch (IOException e) {
            throw new EmbeddedStartException("cannot read " + data.run() + ": " + e.getMessage(), e);
        }
        // A Parley may die between starting a child and writing its pid down.
        ProcessHandle.allProcesses().filter(this::isOurs).forEach(orphans::add);

        for (ProcessHandle orphan : orphans) {
            LOG.info("stopping what an earlier run left behind pid={} program={}", orphan.pid(), program(orphan));
            stop(orphan);
        }
        forget(EmbeddedPostgresServer.PID_NAME);
        forget(EmbeddedRedisServer.PID_NAME);
        return orphans.size();
    }

    /** Whether the process is one of our programs, working on this data folder. */
    boolean isOurs(ProcessHandle process) {
        String program = program(process);
        if (!PROGRAMS.contains(program) && !program.startsWith(REDIS_PROGRAM)) {
            return false;
        }
        Optional<String[]> arguments = process.info().arguments();
        if (arguments.isPresent()) {
            return Stream.of(arguments.get()).anyMatch(this::isDataArgument);
        }
        // Windows does not tell the arguments, but the program itself lies in the data folder.
        return process.info()
                .command()
                .map(command -> Path.of(command).startsWith(data.binaries()))
                .orElse(false);
    }

    private boolean isDataArgument(String argument) {
        return argument.equals(data.postgres().toString())
                || argument.equals(data.redis().toString());
    }

    /** Stops the process and what it started. Check with {@link #isOurs} first. */
    void stop(ProcessHandle process) {
        List<ProcessHandle> children = process.descendants().toList();
        if (!process.destroy() || !ended(process, termPatience)) {
            kill(process);
        }
        // PostgreSQL's workers end by themselves when their parent has; a new server refuses to start before that.
        for (ProcessHandle child : children) {
            if (!ended(child, CHILD_PATIENCE)) {
                kill(child);
            }
        }
    }

    private static void kill(ProcessHandle process) {
        if (isRunning(process) && !(process.destroyForcibly() && ended(process, KILL_PATIENCE))) {
            LOG.warn("could not stop pid={}", process.pid());
        }
    }

    /** By looking often: the JDK's own waiting for a process that is not its child looks only every few hundred milliseconds. */
    private static boolean ended(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isRunning(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    /** A process that has ended but was not yet collected by its new parent still counts as alive; it runs no program. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static String program(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName())
                .map(name -> name.toString().replaceFirst("\\.exe$", ""))
                .orElse("");
    }

    private Path pidFile(String name) {
        return data.run().resolve(name + ".pid");
    }
}
