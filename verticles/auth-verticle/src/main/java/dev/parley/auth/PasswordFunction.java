package dev.parley.auth;

/** Hashes and checks passwords. Blocks, and is called by several threads. */
interface PasswordFunction {
    /** @return the hash with its salt and parameters, in the PHC string format */
    String hash(String password);

    /** @param hash as {@link #hash} gave it, possibly with other parameters */
    boolean verify(String password, String hash);
}
