package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.Page;
import java.util.List;

/** How a command ended and what it said. */
record CommandResult(List<String> command, int exit, String out, String err) {

    CommandResult succeeds() {
        assertThat(exit).as("%s", this).isZero();
        return this;
    }

    CommandResult endsWith(int code) {
        assertThat(exit).as("%s", this).isEqualTo(code);
        return this;
    }

    /** Standard output and error, for what may stand in either. */
    String all() {
        return out + err;
    }

    <T> T as(Class<T> type) {
        return Json.readTolerant(succeeds().out(), type);
    }

    <T> List<T> items(TypeReference<Page<T>> type) {
        return Json.readTolerant(succeeds().out(), type).items();
    }

    @Override
    public String toString() {
        return String.join(" ", command) + " ended with " + exit + "\n--- out\n" + out + "\n--- err\n" + err;
    }
}
