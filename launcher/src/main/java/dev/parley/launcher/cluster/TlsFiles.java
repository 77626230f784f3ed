package dev.parley.launcher.cluster;

/**
 * What nodes prove to each other who they are by, as PEM files.
 *
 * @param certificate this node's
 * @param privateKey of the certificate, PKCS#8
 * @param authority the certificate of who signed every node's
 */
public record TlsFiles(String certificate, String privateKey, String authority) {}
