package io.globohub.controller.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of a Python package are meant, as a requirements file says it: {@code <2.2.3}, {@code >=2,<2.2.3},
 * {@code ==2.2.*}, {@code ~=1.4.2}, {@code !=1.1}; a bare version is an exact one. Every clause must hold. Unlike pip's
 * choice of what to install, what <em>is</em> installed is compared as it is, so a pre-release of 2.2.3 is below 2.2.3.
 */
public final class VersionConstraint {
    private static final Pattern CLAUSE = Pattern.compile("(===|==|!=|<=|>=|<|>|~=)?\\s*([^\\s<>=!~,*]+?)(\\.\\*)?");

    private record Clause(String operator, PythonVersion version, boolean prefix) {
        boolean accepts(PythonVersion candidate) {
            PythonVersion plain = version.isLocal() ? candidate : candidate.withoutLocal();
            return switch (operator) {
                case "==" -> prefix ? candidate.startsWith(version) : plain.compareTo(version) == 0;
                case "!=" -> prefix ? !candidate.startsWith(version) : plain.compareTo(version) != 0;
                case "<=" -> plain.compareTo(version) <= 0;
                case ">=" -> plain.compareTo(version) >= 0;
                case "<" -> plain.compareTo(version) < 0;
                case ">" -> plain.compareTo(version) > 0 && !isPostOf(candidate);
                case "~=" -> plain.compareTo(version) >= 0 && candidate.startsWith(parent());
                default -> candidate.toString().equals(version.toString());
            };
        }

        /** {@code >1.7} does not mean 1.7.post1 (PEP 440). */
        private boolean isPostOf(PythonVersion candidate) {
            return candidate.isPostRelease()
                    && !version.isPostRelease()
                    && candidate.release().equals(version.release());
        }

        private PythonVersion parent() {
            List<Long> release = version.release();
            List<String> shorter = new ArrayList<>();
            release.subList(0, Math.max(1, release.size() - 1)).forEach(number -> shorter.add(number.toString()));
            return PythonVersion.of(String.join(".", shorter));
        }
    }

    private final List<Clause> clauses;

    private VersionConstraint(List<Clause> clauses) {
        this.clauses = clauses;
    }

    /** Reads one; refuses what it cannot read with an {@link IllegalArgumentException}. */
    public static VersionConstraint parse(String text) {
        List<Clause> clauses = new ArrayList<>();
        for (String clause : text.split(",", -1)) {
            clauses.add(clause(clause.strip(), text));
        }
        return new VersionConstraint(List.copyOf(clauses));
    }

    private static Clause clause(String text, String whole) {
        Matcher matcher = CLAUSE.matcher(text);
        if (!matcher.matches()) {
            throw unreadable(text, whole);
        }
        String operator = matcher.group(1) == null ? "==" : matcher.group(1);
        PythonVersion version = PythonVersion.of(matcher.group(2));
        boolean prefix = matcher.group(3) != null;
        boolean badPrefix = prefix && !operator.equals("==") && !operator.equals("!=");
        boolean badTilde = operator.equals("~=") && version.release().size() < 2;
        if (badPrefix || badTilde || (!version.isKnown() && !operator.equals("==="))) {
            throw unreadable(text, whole);
        }
        return new Clause(operator, version, prefix);
    }

    private static IllegalArgumentException unreadable(String clause, String whole) {
        return new IllegalArgumentException(
                "cannot read '" + clause + "' of '" + whole + "': write <2.2.3, >=2,<2.2.3, ==2.2.*, ~=1.4.2 or 2.2.3");
    }

    /** Whether a package of that version is meant. */
    public boolean accepts(String version) {
        PythonVersion candidate = PythonVersion.of(version);
        return clauses.stream().allMatch(clause -> clause.accepts(candidate));
    }
}
