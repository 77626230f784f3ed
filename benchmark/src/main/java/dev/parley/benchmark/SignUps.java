package dev.parley.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** New users, some at a time: a password's hash keeps a core busy for a while, and its queue is bounded. */
final class SignUps {
    private static final int AT_ONCE = 8;
    private static final int SAID_EVERY = 200;

    private SignUps() {}

    /** Blocks until all are logged in. */
    static List<Account> of(RestApi api, int users) throws IOException, InterruptedException, ExecutionException {
        System.out.printf("Signing up %,d users…%n", users);
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var under = new ArrayList<Future<Account>>();
            for (int i = 0; i < users; i++) {
                var number = i;
                under.add(threads.submit(() -> api.newAccount(number)));
            }
            var accounts = new ArrayList<Account>();
            for (var one : under) {
                accounts.add(one.get());
                if (accounts.size() % SAID_EVERY == 0 && accounts.size() < users) {
                    System.out.printf("  %,d of %,d…%n", accounts.size(), users);
                }
            }
            return accounts;
        } finally {
            threads.shutdownNow();
        }
    }
}
