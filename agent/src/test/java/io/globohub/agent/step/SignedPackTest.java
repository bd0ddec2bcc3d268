package io.globohub.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.deploy.StepOutcome;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.keys.PackSigner;
import io.globohub.common.keys.PackStatement;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.PackSignature;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedPackTest {
    @TempDir
    Path root;

    private TestHost host;
    private Manifest unsigned;
    private PackSigner signer;

    @BeforeEach
    void pushAPack() throws Exception {
        host = new TestHost(root, CrashPoint.NONE);
        unsigned = host.push("1.0", Map.of("app.py", "app = 1\n", "requirements.txt", ""));
        PackSigner.generate(root.resolve("key"));
        signer = PackSigner.read(root.resolve("key"));
    }

    @Test
    void aPackSignedWithATrustedKeyIsVerified() throws Exception {
        assertThat(verified(signed(signer, unsigned), signer.publicKey())).isInstanceOf(StepOutcome.Done.class);
    }

    @Test
    void whileKeysChangeBothAreTrusted() throws Exception {
        PackSigner.generate(root.resolve("next"));
        PackSigner next = PackSigner.read(root.resolve("next"));

        assertThat(verified(signed(signer, unsigned), next.publicKey(), signer.publicKey()))
                .isInstanceOf(StepOutcome.Done.class);
        assertThat(verified(signed(next, unsigned), next.publicKey(), signer.publicKey()))
                .isInstanceOf(StepOutcome.Done.class);
        assertThat(refusal(signed(signer, unsigned), next.publicKey())).contains("not among the 1");
    }

    @Test
    void anUnsignedPackIsRefusedBeforeItIsUnpacked() throws Exception {
        assertThat(refusal(unsigned, signer.publicKey())).contains("carries no signature");
        assertThat(host.layout.pack(unsigned.app(), unsigned.version())).doesNotExist();
    }

    @Test
    void theSignatureOfAnotherVersionIsRefused() throws Exception {
        PackStatement other = new PackStatement(
                unsigned.app(), new Version("0.9"), unsigned.pack().sha256());
        assertThat(refusal(with(signer.sign(other)), signer.publicKey())).contains("does not fit");
    }

    @Test
    void theSignatureOfAnotherAppIsRefused() throws Exception {
        PackStatement other = new PackStatement(
                new AppName("other"), unsigned.version(), unsigned.pack().sha256());
        assertThat(refusal(with(signer.sign(other)), signer.publicKey())).contains("does not fit");
    }

    @Test
    void aSignatureWithOneBitChangedIsRefused() throws Exception {
        PackSignature genuine = signed(signer, unsigned).pack().signature();
        byte[] bytes = Base64.getDecoder().decode(genuine.value());
        bytes[10] ^= 1;
        PackSignature changed =
                new PackSignature(genuine.publicKey(), Base64.getEncoder().encodeToString(bytes));
        assertThat(refusal(with(changed), signer.publicKey())).contains("does not fit");
    }

    @Test
    void aTrustedKeyNamedOverTheSignatureOfAnotherIsRefused() throws Exception {
        PackSigner.generate(root.resolve("intruder"));
        PackSignature intruders = signed(PackSigner.read(root.resolve("intruder")), unsigned)
                .pack()
                .signature();
        assertThat(refusal(with(new PackSignature(signer.publicKey(), intruders.value())), signer.publicKey()))
                .contains("does not fit");
    }

    @Test
    void bytesThatAreNotTheSignedOnesAreRefusedByTheirDigest() throws Exception {
        Manifest manifest = signed(signer, unsigned);
        Files.createDirectories(host.layout.cachedPack(manifest.pack().sha256()).getParent());
        Files.writeString(host.layout.cachedPack(manifest.pack().sha256()), "something else");
        StepOutcome outcome = verify(signer.publicKey()).run(host.context(manifest, "d1"));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.DIGEST_MISMATCH));
    }

    private Manifest with(PackSignature signature) {
        return new Manifest(
                unsigned.app(), unsigned.version(), unsigned.pack().signedWith(signature), unsigned.settings());
    }

    private Manifest signed(PackSigner by, Manifest manifest) {
        return with(by.sign(new PackStatement(
                manifest.app(), manifest.version(), manifest.pack().sha256())));
    }

    private Verify verify(String... trusted) {
        return new Verify(host.layout, List.of(trusted));
    }

    private StepOutcome verified(Manifest manifest, String... trusted) throws Exception {
        Path cached = host.layout.cachedPack(manifest.pack().sha256());
        Files.createDirectories(cached.getParent());
        Files.write(cached, host.pushedBytes(manifest));
        return verify(trusted).run(host.context(manifest, "d1"));
    }

    private String refusal(Manifest manifest, String... trusted) throws Exception {
        StepOutcome outcome = verified(manifest, trusted);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.SIGNATURE_INVALID));
        return ((StepOutcome.Failed) outcome).failure().detail();
    }
}
