package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path temporary;

    @Test
    void aFileInThePlaceOfTheFolderIsNamedInOneLine() throws Exception {
        Path file = Files.writeString(temporary.resolve("data"), "");
        assertThatThrownBy(() -> TestFolders.open(file))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessage("cannot use the data folder " + file + ": " + file + " is not a folder");
    }

    @Test
    void aFileOnTheWayToTheFolderIsAnError() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> TestFolders.open(file.resolve("data")))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageStartingWith("cannot use the data folder " + file.resolve("data") + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedInOneLine() throws Exception {
        Path readOnly = Files.createDirectory(
                temporary.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        // Permissions do not hold root back, but nobody makes a folder under /proc.
        Path folder = Files.isWritable(readOnly) ? Path.of("/proc/self") : readOnly;
        assertThatThrownBy(() -> TestFolders.open(folder))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageMatching("cannot use the data folder " + folder + ": (no permission to write|cannot create) "
                        + folder.resolve("secrets"));
    }

    @Test
    void itsPartsAreForTheOwnerAlone() throws Exception {
        DataFolder data = TestFolders.open(temporary.resolve("new/data"));
        for (Path part :
                new Path[] {data.secrets(), data.postgres(), data.redis(), data.mongo(), data.broker(), data.run()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFolderThatWasThereKeepsItsPermissions() throws Exception {
        var shared = PosixFilePermissions.fromString("rwxr-x---");
        Path folder = Files.createDirectory(temporary.resolve("data"), PosixFilePermissions.asFileAttribute(shared));
        DataFolder unused = TestFolders.open(folder);
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(shared);
    }

    @Test
    void theFolderIsCalledAsItWasGiven() throws Exception {
        assertThat(TestFolders.open(temporary.resolve("./data"))).hasToString(temporary + "/./data");
    }
}
