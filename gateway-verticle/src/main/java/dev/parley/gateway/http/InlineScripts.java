package dev.parley.gateway.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The inline scripts of a page of ours, as Content Security Policy names them. */
final class InlineScripts {
    private static final Pattern SCRIPT =
            Pattern.compile("<script\\b([^>]*)>(.*?)</script\\s*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern SRC = Pattern.compile("\\bsrc\\s*=", Pattern.CASE_INSENSITIVE);

    private InlineScripts() {}

    /** CSP sources ({@code 'sha256-…'}, CSP Level 3 section 2.3.1) of the scripts in {@code html} that have no src. */
    static List<String> hashesIn(String html) {
        return SCRIPT.matcher(html)
                .results()
                .filter(script -> !SRC.matcher(script.group(1)).find())
                .map(script -> hash(script.group(2)))
                .toList();
    }

    private static String hash(String script) {
        try {
            // Browsers read every line end as \n before they hash.
            var text = script.replace("\r\n", "\n").replace('\r', '\n').getBytes(StandardCharsets.UTF_8);
            var digest = MessageDigest.getInstance("SHA-256").digest(text);
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
