package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderLockTest {

    private DataFolder data;

    @BeforeEach
    void open(@TempDir Path temporary) throws EmbeddedStartException {
        data = TestFolders.open(temporary.resolve("data"));
    }

    @Test
    void aSecondHolderIsRefusedWithTheFirstOnesPid() throws Exception {
        try (DataFolderLock unused = DataFolderLock.acquire(data)) {
            assertThatThrownBy(() -> DataFolderLock.acquire(data))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessage(data + " is in use by another Parley (pid "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void aReleasedFolderCanBeLockedAgain() throws Exception {
        DataFolderLock.acquire(data).close();
        try (DataFolderLock lock = DataFolderLock.acquire(data)) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void aLockFileThatWasLeftBehindMeansNothing() throws Exception {
        Files.writeString(data.run().resolve("parley.lock"), "12345678901234567890 and more");
        try (DataFolderLock unused = DataFolderLock.acquire(data)) {
            assertThat(data.run().resolve("parley.lock"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }
}
