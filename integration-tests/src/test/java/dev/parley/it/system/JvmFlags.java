package dev.parley.it.system;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How the server's JVM is started: as {@code scripts/start} does. */
final class JvmFlags {
    private static final int FIRST_JDK_THAT_WARNS_OF_UNSAFE = 24;

    private JvmFlags() {}

    /** The same argument file, and the one flag that an older JDK does not know. */
    static List<String> flags() {
        var file = "@" + Repository.root().resolve("scripts/jvm-flags");
        return Runtime.version().feature() >= FIRST_JDK_THAT_WARNS_OF_UNSAFE
                ? List.of(file, "--sun-misc-unsafe-memory-access=allow")
                : List.of(file);
    }

    /** The tests' class path without the tests. */
    static String serverClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith(Path.of("integration-tests", "target", "test-classes")))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
