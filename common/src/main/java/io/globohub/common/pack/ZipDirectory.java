package io.globohub.common.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The central directory of a zip, read by ourselves because java.util.zip hides what a guard has to see: the Unix file
 * type of each entry, encryption, and doubled names.
 *
 * <p>Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 (central directory header) and 4.3.16 (end of central directory).
 * Zip64 and split archives are refused: a pack is smaller than 4 GiB by its limits.
 */
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int HEADER_SIGNATURE = 0x02014b50;
    private static final int END_SIZE = 22;
    private static final int HEADER_SIZE = 46;
    private static final int MAX_COMMENT = 65_535;
    private static final int MADE_BY_UNIX = 3;

    /**
     * @param unixMode the file type and permissions, 0 when the zip was not made on Unix
     * @param sizeBytes inflated size as announced
     */
    record Entry(String name, boolean encrypted, int method, long compressedBytes, long sizeBytes, int unixMode) {
        private static final int TYPE_MASK = 0170000;
        private static final int REGULAR = 0100000;
        private static final int DIRECTORY = 0040000;

        boolean isDirectory() {
            return name.endsWith("/");
        }

        /** Whether the entry is a symbolic link, a device, a socket or a pipe. */
        boolean isSpecial() {
            int type = unixMode & TYPE_MASK;
            return type != 0 && type != (isDirectory() ? DIRECTORY : REGULAR);
        }
    }

    private ZipDirectory() {}

    static List<Entry> read(Path zip, PackLimits limits) throws IOException, PackRejected {
        try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.READ)) {
            long endAt = endOfCentralDirectory(channel);
            ByteBuffer end = read(channel, endAt, END_SIZE);
            int disk = end.getShort(4) & 0xffff;
            int count = end.getShort(10) & 0xffff;
            long size = end.getInt(12) & 0xffffffffL;
            long offset = end.getInt(16) & 0xffffffffL;
            if (disk != 0 || (end.getShort(8) & 0xffff) != count || count == 0xffff || offset == 0xffffffffL) {
                throw new PackRejected("the zip is split or of the zip64 kind, which packs are not");
            }
            if (count > limits.entries()) {
                throw new PackRejected(
                        "the pack has " + count + " entries; at most " + limits.entries() + " are allowed");
            }
            if (offset + size > channel.size() || size > 64L * 1024 * 1024) {
                throw new PackRejected("the zip's directory lies outside the file");
            }
            // two readers must find the same directory: some go by the offset, others look right before the end
            if (offset + size != endAt) {
                throw new PackRejected("the zip's directory is not where a zip has it: right before its end");
            }
            ByteBuffer directory = read(channel, offset, (int) size);
            List<Entry> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(entry(directory));
            }
            if (directory.hasRemaining()) {
                throw new PackRejected("the zip's directory holds more than it announces");
            }
            return entries;
        }
    }

    private static long endOfCentralDirectory(FileChannel channel) throws IOException, PackRejected {
        long size = channel.size();
        int tail = (int) Math.min(size, END_SIZE + MAX_COMMENT);
        ByteBuffer buffer = read(channel, size - tail, tail);
        for (int at = tail - END_SIZE; at >= 0; at--) {
            if (buffer.getInt(at) == END_SIGNATURE && at + END_SIZE + (buffer.getShort(at + 20) & 0xffff) == tail) {
                return size - tail + at;
            }
        }
        throw new PackRejected("this is not a zip file, or its end is cut off");
    }

    private static Entry entry(ByteBuffer directory) throws PackRejected {
        if (directory.remaining() < HEADER_SIZE || directory.getInt(directory.position()) != HEADER_SIGNATURE) {
            throw new PackRejected("the zip's directory is damaged");
        }
        int at = directory.position();
        int madeBy = (directory.getShort(at + 4) & 0xffff) >> 8;
        int flags = directory.getShort(at + 8) & 0xffff;
        int nameLength = directory.getShort(at + 28) & 0xffff;
        int skipped = (directory.getShort(at + 30) & 0xffff) + (directory.getShort(at + 32) & 0xffff);
        if (directory.remaining() < HEADER_SIZE + nameLength + skipped) {
            throw new PackRejected("the zip's directory is damaged");
        }
        String name = decode(directory.slice(at + HEADER_SIZE, nameLength));
        Entry entry = new Entry(
                name,
                (flags & 1) != 0,
                directory.getShort(at + 10) & 0xffff,
                directory.getInt(at + 20) & 0xffffffffL,
                directory.getInt(at + 24) & 0xffffffffL,
                madeBy == MADE_BY_UNIX ? directory.getInt(at + 38) >>> 16 : 0);
        directory.position(at + HEADER_SIZE + nameLength + skipped);
        return entry;
    }

    private static String decode(ByteBuffer name) throws PackRejected {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(name)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PackRejected("the name of an entry is not UTF-8", e);
        }
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException, PackRejected {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new PackRejected("the zip ends too early");
            }
        }
        return buffer.flip();
    }
}
