package io.globohub.controller.cli.client;

import io.globohub.common.json.Json;
import io.globohub.common.json.MalformedJson;
import io.globohub.common.protocol.Problem;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns an answer that is no success into the failure of a command. Pure. */
final class Problems {
    private Problems() {}

    static CommandFailed failure(Answer answer, String address) {
        ExitCode exit = ExitCode.ofHttp(answer.status());
        Problem problem = problemIn(answer).orElse(null);
        if (problem == null || problem.code() == null) {
            return new CommandFailed(
                    exit,
                    "http_" + answer.status(),
                    address + " answered " + answer.status() + ", but not as a globoHUB controller does",
                    "See that the address is the controller's own, and what stands between ('globohub doctor').",
                    List.of(),
                    answer.requestId(),
                    null);
        }
        List<String> places = problem.errors() == null
                ? List.of()
                : problem.errors().stream()
                        .map(place -> place.pointer() + ": " + place.detail())
                        .toList();
        return new CommandFailed(
                exit,
                problem.code(),
                problem.detail() != null ? problem.detail() : problem.title(),
                remedyOf(problem.code()),
                places,
                problem.requestId() != null ? problem.requestId() : answer.requestId(),
                null);
    }

    private static Optional<Problem> problemIn(Answer answer) {
        if (answer.contentType() == null || !answer.contentType().contains("json")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.readTolerant(answer.body(), Problem.class));
        } catch (MalformedJson notAProblem) {
            return Optional.empty();
        }
    }

    /** A newer server may know more reasons than this program; then it can say no more than the server did. */
    private static String remedyOf(String code) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.code().equals(code))
                .map(Reason::remedy)
                .findFirst()
                .orElse(null);
    }
}
