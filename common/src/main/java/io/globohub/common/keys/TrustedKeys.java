package io.globohub.common.keys;

import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.PackSignature;
import java.util.List;
import java.util.Optional;

/**
 * The keys whose signatures count for one purpose. Immutable.
 *
 * @param keys base64 of the 32 bytes of Ed25519 public keys
 */
public record TrustedKeys(List<String> keys) {
    public static final TrustedKeys NONE = new TrustedKeys(List.of());

    public TrustedKeys {
        keys = List.copyOf(keys);
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Why the pack of {@code target} is not to be trusted as that app in that version; empty when it is. */
    public Optional<String> objection(Manifest target) {
        PackSignature signature = target.pack().signature();
        if (signature == null) {
            return Optional.of("the pack carries no signature, and this host trusts only packs signed by one of its "
                    + keys.size() + " keys");
        }
        if (!keys.contains(signature.publicKey())) {
            return Optional.of("the pack is signed with the key " + signature.publicKey() + ", which is not among the "
                    + keys.size() + " that this host trusts");
        }
        PackStatement statement =
                new PackStatement(target.app(), target.version(), target.pack().sha256());
        return SignatureCheck.fits(signature, statement)
                ? Optional.empty()
                : Optional.of("the signature does not fit " + target.app() + " " + target.version()
                        + " with these bytes, although it names a trusted key");
    }
}
