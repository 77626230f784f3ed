package dev.parley.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Reads one kind of page over and over. */
final class PageReads {
    private final RestApi api;
    private final Account reader;
    private final String path;

    /** @param path of the page, as {@code /rooms/…/messages?limit=50} */
    PageReads(RestApi api, Account reader, String path) {
        this.api = api;
        this.reader = reader;
        this.path = path;
    }

    /** @throws IOException if a page has not as many messages as it should, too */
    Latencies times(int pages) throws IOException, InterruptedException {
        var latencies = new Latencies();
        read(pages, latencies);
        return latencies;
    }

    /** As many pages in all, by {@code readers} at once. */
    Latencies times(int pages, int readers) throws InterruptedException, ExecutionException {
        var latencies = new Latencies();
        var threads = Executors.newFixedThreadPool(readers);
        try {
            var tasks = new ArrayList<Callable<Void>>();
            for (int i = 0; i < readers; i++) {
                tasks.add(() -> {
                    read(Math.max(1, pages / readers), latencies);
                    return null;
                });
            }
            for (var task : threads.invokeAll(tasks)) {
                task.get();
            }
            return latencies;
        } finally {
            threads.shutdownNow();
        }
    }

    private void read(int pages, Latencies latencies) throws IOException, InterruptedException {
        for (int i = 0; i < pages; i++) {
            var startedAt = System.nanoTime();
            var page = api.get(path, reader);
            latencies.addNanos(System.nanoTime() - startedAt);
            int size = page.getJsonArray("messages").size();
            if (size != HistoryBenchmark.PAGE) {
                throw new IOException(path + " has " + size + " messages");
            }
        }
    }
}
