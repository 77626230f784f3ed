package dev.parley.it.system;

import java.net.URI;
import java.nio.file.Path;

/** A Parley that tests started, in one process or many. */
public interface Installation extends AutoCloseable {
    /** Of a gateway. */
    URI baseUri();

    /** Where it keeps everything; scripts find it by this. */
    Path data();

    @Override
    void close();
}
