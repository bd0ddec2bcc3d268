package io.globohub.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/**
 * Writes zips byte by byte, so that they can lie: java.util.zip writes only honest ones.
 *
 * <p>Source: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end).
 */
public final class ZipForge {
    public static final int REGULAR = 0100644;
    public static final int SYMLINK = 0120777;
    public static final int BLOCK_DEVICE = 0060600;
    public static final int CHARACTER_DEVICE = 0020600;
    public static final int FIFO = 0010600;
    public static final int SOCKET = 0140600;
    public static final int DIRECTORY = 0040755;

    private static final int UNIX = 3;

    /** One entry, honest until told to lie. */
    public static final class Entry {
        private final byte[] name;
        private byte[] stored;
        private int method = ZipEntry.STORED;
        private int flags = 0x0800;
        private long crc;
        private long size;
        private long compressedSize;
        private int unixMode;

        private Entry(byte[] name, byte[] content) {
            this.name = name;
            this.stored = content;
            this.size = content.length;
            this.compressedSize = content.length;
            CRC32 sum = new CRC32();
            sum.update(content);
            this.crc = sum.getValue();
        }

        public Entry deflated() {
            Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
            deflater.setInput(stored);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            deflater.end();
            stored = out.toByteArray();
            compressedSize = stored.length;
            method = ZipEntry.DEFLATED;
            return this;
        }

        public Entry mode(int mode) {
            this.unixMode = mode;
            return this;
        }

        public Entry method(int code) {
            this.method = code;
            return this;
        }

        public Entry encrypted() {
            this.flags |= 1;
            return this;
        }

        /** Announces another inflated size than it has. */
        public Entry announcing(long bytes) {
            this.size = bytes;
            return this;
        }

        /** Announces another deflated size than it has. */
        public Entry announcingCompressed(long bytes) {
            this.compressedSize = bytes;
            return this;
        }

        public Entry wrongChecksum() {
            this.crc ^= 1;
            return this;
        }

        /** Cuts the stored bytes, and says so honestly. */
        public Entry cutTo(int bytes) {
            stored = java.util.Arrays.copyOf(stored, bytes);
            compressedSize = bytes;
            return this;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private byte[] prefix = new byte[0];
    private byte[] beforeEnd = new byte[0];
    private byte[] comment = new byte[0];
    private int announcedEntries = -1;
    private int disk;
    private long directoryOffset = -1;

    public static Entry file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public static Entry file(String name, byte[] content) {
        return new Entry(name.getBytes(StandardCharsets.UTF_8), content).mode(name.endsWith("/") ? DIRECTORY : REGULAR);
    }

    /** An entry whose name need not be text. */
    public static Entry named(byte[] name) {
        return new Entry(name, new byte[0]);
    }

    /** A zip of these entries. */
    public static ZipForge of(Entry... entries) {
        ZipForge forge = new ZipForge();
        forge.entries.addAll(List.of(entries));
        return forge;
    }

    /** Bytes before the first entry, as a self-extracting archive has them. */
    public ZipForge prefix(byte[] bytes) {
        this.prefix = bytes.clone();
        return this;
    }

    /** Bytes between the directory and the end record. */
    public ZipForge beforeEnd(byte[] bytes) {
        this.beforeEnd = bytes.clone();
        return this;
    }

    public ZipForge comment(byte[] bytes) {
        this.comment = bytes.clone();
        return this;
    }

    public ZipForge announcingEntries(int count) {
        this.announcedEntries = count;
        return this;
    }

    public ZipForge onDisk(int number) {
        this.disk = number;
        return this;
    }

    public ZipForge directoryAt(long offset) {
        this.directoryOffset = offset;
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(prefix);
        List<Integer> offsets = new ArrayList<>();
        for (Entry entry : entries) {
            offsets.add(out.size());
            byte[] localBytes = new byte[30];
            ByteBuffer local = over(localBytes);
            local.putInt(0x04034b50).putShort((short) 20);
            local.putShort((short) entry.flags).putShort((short) entry.method);
            local.putShort((short) 0).putShort((short) 0x21);
            local.putInt((int) entry.crc).putInt((int) entry.compressedSize).putInt((int) entry.size);
            local.putShort((short) entry.name.length).putShort((short) 0);
            out.writeBytes(localBytes);
            out.writeBytes(entry.name);
            out.writeBytes(entry.stored);
        }
        int start = out.size();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            byte[] headerBytes = new byte[46];
            ByteBuffer header = over(headerBytes);
            header.putInt(0x02014b50).putShort((short) (UNIX << 8 | 20)).putShort((short) 20);
            header.putShort((short) entry.flags).putShort((short) entry.method);
            header.putShort((short) 0).putShort((short) 0x21);
            header.putInt((int) entry.crc).putInt((int) entry.compressedSize).putInt((int) entry.size);
            header.putShort((short) entry.name.length).putShort((short) 0).putShort((short) 0);
            header.putShort((short) 0).putShort((short) 0).putInt(entry.unixMode << 16);
            header.putInt(offsets.get(i));
            out.writeBytes(headerBytes);
            out.writeBytes(entry.name);
        }
        int size = out.size() - start;
        out.writeBytes(beforeEnd);
        int count = announcedEntries < 0 ? entries.size() : announcedEntries;
        byte[] endBytes = new byte[22];
        ByteBuffer end = over(endBytes);
        end.putInt(0x06054b50).putShort((short) disk).putShort((short) disk);
        end.putShort((short) count).putShort((short) count).putInt(size);
        end.putInt((int) (directoryOffset < 0 ? start : directoryOffset)).putShort((short) comment.length);
        out.writeBytes(endBytes);
        out.writeBytes(comment);
        return out.toByteArray();
    }

    private static ByteBuffer over(byte[] record) {
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }
}
