package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a command on a data folder while no Parley does, nor can begin to: what {@code scripts/backup} and {@code
 * scripts/restore} copy with. What a killed Parley left running is stopped first.
 */
public final class WhileStopped {
    private static final int USAGE = 2;

    private WhileStopped() {}

    /**
     * Exits with the command's status; with 1, after one line that says why, if it was not run.
     *
     * @param args the data folder, made if it is missing, then the command and its arguments
     */
    public static void main(String[] args) {
        if (args.length < 2) {
            System.err.println("while-stopped: a data folder and a command are needed");
            System.exit(USAGE);
        }
        System.exit(run(Path.of(args[0]), List.of(args).subList(1, args.length)));
    }

    private static int run(Path folder, List<String> command) {
        try {
            var data = DataFolder.open(folder, null);
            try (var lock = DataFolderLock.acquire(data)) {
                int reaped = new OrphanReaper(data).reap();
                if (reaped > 0) {
                    System.out.println("Stopped what a killed Parley had left running (processes: " + reaped + ").");
                }
                return new ProcessBuilder(command).inheritIO().start().waitFor();
            }
        } catch (EmbeddedStartException e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return refuse("cannot run " + command.get(0) + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refuse("interrupted");
        }
    }

    private static int refuse(String why) {
        System.err.println(why);
        return 1;
    }
}
