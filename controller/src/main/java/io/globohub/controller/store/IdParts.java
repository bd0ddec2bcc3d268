package io.globohub.controller.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Cuts ids into parts for {@code IN (…)}. Pure. */
final class IdParts {
    /** Far below what either database allows in one statement. */
    private static final int MOST = 256;

    private IdParts() {}

    /**
     * Parts of a few lengths only, so that few statements have to be parsed: the last id of a part is repeated until it
     * is a power of two long, which changes nothing of what is found.
     */
    static List<List<String>> of(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST) {
            List<String> part = new ArrayList<>(all.subList(from, Math.min(all.size(), from + MOST)));
            int missing = length(part.size()) - part.size();
            part.addAll(Collections.nCopies(missing, part.get(part.size() - 1)));
            parts.add(part);
        }
        return parts;
    }

    private static int length(int size) {
        int highest = Integer.highestOneBit(size);
        return highest == size ? size : highest * 2;
    }
}
