package dev.parley.embedded;

import java.util.Base64;

/** PEM blocks (RFC 7468). */
final class Pem {
    private Pem() {}

    /** @param label {@code PRIVATE KEY}, {@code PUBLIC KEY} */
    static String of(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return begin(label) + "\n" + base64 + "\n" + end(label) + "\n";
    }

    /** @throws IllegalArgumentException if it is no such block, and nothing else */
    static byte[] read(String label, String pem) {
        return Base64.getDecoder()
                .decode(pem.replace(begin(label), "").replace(end(label), "").replaceAll("\\s", ""));
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }
}
