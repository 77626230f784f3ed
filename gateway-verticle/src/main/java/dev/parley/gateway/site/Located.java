package dev.parley.gateway.site;

import dev.parley.gateway.http.ContentCoding;
import java.util.Map;

/** What a path of a site leads to. */
sealed interface Located {
    /** Nothing that may be served. */
    record Nothing() implements Located {}

    /** A folder, asked for without the slash at the end from which the links of its index go out. */
    record Folder() implements Located {}

    /**
     * A file.
     *
     * @param name as it was asked for, or that of the index
     * @param forms the file as it is, and compressed ones beside it that are not older
     * @param immutable whether the site says that it never changes
     */
    record File(String name, Map<ContentCoding, Stamp> forms, boolean immutable) implements Located {
        public File {
            forms = Map.copyOf(forms);
        }
    }
}
