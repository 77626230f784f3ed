package dev.parley.benchmark;

/** A steady load: {@code messages} in all, {@code rate} of them a second. */
record Schedule(int rate, int messages) {
    /** When message {@code number} is due, nanoseconds after the start. */
    long dueAt(int number) {
        return number * 1_000_000_000L / rate;
    }
}
