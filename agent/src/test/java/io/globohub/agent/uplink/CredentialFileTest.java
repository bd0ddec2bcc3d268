package io.globohub.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFileTest {
    private static final Credential CREDENTIAL = new Credential("h_1", "web1", "s3cret", Observed.AT);

    @TempDir
    Path directory;

    private CredentialFile credentials;

    @BeforeEach
    void open() {
        credentials = new CredentialFile(directory.resolve("state/credential.json"), new DurableFiles(CrashPoint.NONE));
    }

    @Test
    void itIsKeptForItsOwnerAlone() throws IOException {
        credentials.prepare();
        credentials.write(CREDENTIAL);

        assertThat(credentials.read()).contains(CREDENTIAL);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials.path())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(credentials.path().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void beforeEnrolmentThereIsNone() throws IOException {
        assertThat(credentials.exists()).isFalse();
        assertThat(credentials.read()).isEmpty();
    }

    @Test
    void aDamagedOneSaysWhatToDoAndDoesNotQuoteTheSecret() throws IOException {
        credentials.prepare();
        Files.writeString(credentials.path(), "{\"schema\":1,\"secret\":\"s3cret\",,");

        assertThatThrownBy(credentials::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("enroll --force")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void theSecretIsNotPrinted() {
        assertThat(CREDENTIAL.toString()).contains("h_1").doesNotContain("s3cret");
    }

    @Test
    void aSecretThatWouldBreakAHeaderCannotExist() {
        assertThatThrownBy(() -> new Credential("h_1", "web1", "a\r\nX: y", Observed.AT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
