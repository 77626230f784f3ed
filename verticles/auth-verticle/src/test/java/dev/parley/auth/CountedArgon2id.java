package dev.parley.auth;

import dev.parley.auth.AuthConfig.HashingCost;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The real function, counted; it can be held back to fill the queue. */
final class CountedArgon2id implements PasswordFunction {
    private final Argon2id real = new Argon2id(HashingCost.DEFAULT);
    private final AtomicInteger verifications = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    int verifications() {
        return verifications.get();
    }

    /** @return opens again what is held back from now on */
    Runnable holdBack() {
        var held = new CountDownLatch(1);
        gate = held;
        return held::countDown;
    }

    @Override
    public String hash(String password) {
        awaitGate();
        return real.hash(password);
    }

    @Override
    public boolean verify(String password, String hash) {
        verifications.incrementAndGet();
        awaitGate();
        return real.verify(password, hash);
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
