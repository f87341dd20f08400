/* The beginning of an AppImage of type 2: the program lies behind it as a squashfs image.

   The image is mounted (libfuse, libsquashfuse) and its AppRun is started; where it cannot be
   mounted it is unpacked into a folder of its own, which is taken away afterwards. Built by
   appimage.py, statically, so that it needs nothing of the system but fusermount. */

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <squashfuse/ll.h>

static char self[PATH_MAX];  /* this file */
static char place[PATH_MAX]; /* where its contents are to be seen */
static pid_t app = -1;       /* the program */

static void die(const char *what) {
    fprintf(stderr, "AppImage: %s: %s\n", what, strerror(errno));
    exit(127);
}

/* Where the image begins: behind this program, whose last part is its table of sections. */
static size_t offset_of_image(void) {
    Elf64_Ehdr head;
    FILE *file = fopen(self, "rb");
    if (file == NULL || fread(&head, sizeof head, 1, file) != 1)
        die(self);
    fclose(file);
    return head.e_shoff + (size_t)head.e_shentsize * head.e_shnum;
}

/* ---- unpacking -------------------------------------------------------------------------- */

static bool unpack_file(sqfs *fs, sqfs_inode *inode, const char *path) {
    static char block[1 << 20];
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    bool good = file >= 0;
    for (sqfs_off_t at = 0; good;) {
        sqfs_off_t size = sizeof block;
        good = sqfs_read_range(fs, inode, at, &size, block) == SQFS_OK;
        if (!good || size == 0)
            break;
        good = write(file, block, size) == size;
        at += size;
    }
    return file >= 0 && fchmod(file, inode->base.mode & 07777) == 0 && close(file) == 0 && good;
}

static bool unpack_entry(sqfs *fs, sqfs_traverse *at, const char *folder) {
    char path[PATH_MAX], target[PATH_MAX];
    size_t size = sizeof target;
    sqfs_inode inode;
    if (snprintf(path, sizeof path, "%s/%s", folder, at->path) >= (int)sizeof path)
        return false;
    if (sqfs_inode_get(fs, &inode, sqfs_dentry_inode(&at->entry)) != SQFS_OK)
        return false;
    if (S_ISDIR(inode.base.mode))
        return mkdir(path, 0755) == 0 || errno == EEXIST;
    if (S_ISREG(inode.base.mode))
        return unpack_file(fs, &inode, path);
    if (S_ISLNK(inode.base.mode)) {
        unlink(path);
        return sqfs_readlink(fs, &inode, target, &size) == SQFS_OK && symlink(target, path) == 0;
    }
    return false; /* nothing else is packed */
}

static void unpack(const char *folder) {
    sqfs fs;
    sqfs_traverse at;
    sqfs_err error = SQFS_OK;
    if (sqfs_open_image(&fs, self, offset_of_image()) != SQFS_OK ||
        sqfs_traverse_open(&at, &fs, sqfs_inode_root(&fs)) != SQFS_OK)
        exit(127);
    while (sqfs_traverse_next(&at, &error))
        if (!at.dir_end && !unpack_entry(&fs, &at, folder))
            die(at.path);
    if (error != SQFS_OK)
        die("the image is damaged");
    sqfs_traverse_close(&at);
}

static int take_away_one(const char *path, const struct stat *s, int kind, struct FTW *walk) {
    (void)s, (void)kind, (void)walk;
    return remove(path);
}

/* However it ends, what was unpacked is taken away. */
static void take_away(void) {
    nftw(place, take_away_one, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

/* ---- mounting --------------------------------------------------------------------------- */

/* Show the image at `place` until told to stop or until the process that asked is gone. */
static void serve(int ready) {
    struct fuse_lowlevel_ops verbs = {
        .getattr = sqfs_ll_op_getattr,   .opendir = sqfs_ll_op_opendir,
        .releasedir = sqfs_ll_op_releasedir, .readdir = sqfs_ll_op_readdir,
        .lookup = sqfs_ll_op_lookup,     .open = sqfs_ll_op_open,
        .create = sqfs_ll_op_create,     .release = sqfs_ll_op_release,
        .read = sqfs_ll_op_read,         .readlink = sqfs_ll_op_readlink,
        .listxattr = sqfs_ll_op_listxattr, .getxattr = sqfs_ll_op_getxattr,
        .forget = sqfs_ll_op_forget,     .statfs = stfs_ll_op_statfs,
    };
    char *words[] = {"AppImage", "-o", "ro,nodev,nosuid,fsname=StagePlanner,subtype=AppImage", NULL};
    struct fuse_args args = FUSE_ARGS_INIT(3, words);
    sqfs_ll_chan channel;
    sqfs_ll *image = sqfs_ll_open(self, offset_of_image());
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    setsid();
    if (chdir("/") != 0 || image == NULL ||
        sqfs_ll_mount(&channel, place, &args, &verbs, sizeof verbs, image) != SQFS_OK)
        _exit(1);
    if (fuse_set_signal_handlers(channel.session) == 0) {
        if (write(ready, "1", 1) == 1 && close(ready) == 0)
            fuse_session_loop(channel.session);
        fuse_remove_signal_handlers(channel.session);
    }
    sqfs_ll_unmount(&channel, place);
    _exit(0);
}

/* Mount the image at `place`; gives the process that serves it, or -1 where that cannot be. */
static pid_t mount_image(void) {
    int ready[2];
    char byte;
    pid_t server;
    if (access("/dev/fuse", R_OK | W_OK) != 0 || pipe2(ready, O_CLOEXEC) != 0)
        return -1;
    server = fork();
    if (server == 0) {
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 2); /* what fails is told by falling back */
        close(ready[0]);
        serve(ready[1]);
    }
    close(ready[1]);
    bool good = server > 0 && read(ready[0], &byte, 1) == 1;
    close(ready[0]);
    if (!good && server > 0)
        waitpid(server, NULL, 0);
    return good ? server : -1;
}

/* ---- running ---------------------------------------------------------------------------- */

static void pass_on(int number) {
    if (app > 0)
        kill(app, number);
}

static int start(char **arguments) {
    char path[PATH_MAX + 8], before[PATH_MAX];
    int said = 0;
    snprintf(path, sizeof path, "%s/AppRun", place);
    setenv("APPDIR", place, 1);
    setenv("APPIMAGE", self, 1);
    setenv("ARGV0", arguments[0], 1);
    if (getcwd(before, sizeof before) != NULL)
        setenv("OWD", before, 1);
    app = fork();
    if (app == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        arguments[0] = path;
        execv(path, arguments);
        perror(path);
        _exit(127);
    }
    if (app < 0)
        die("fork");
    signal(SIGINT, SIG_IGN); /* the terminal tells the program itself */
    signal(SIGTERM, pass_on);
    signal(SIGHUP, pass_on);
    while (waitpid(app, &said, 0) < 0 && errno == EINTR)
        ;
    return WIFSIGNALED(said) ? 128 + WTERMSIG(said) : WEXITSTATUS(said);
}

static void make_place(const char *begin) {
    const char *folder = getenv("TMPDIR");
    snprintf(place, sizeof place, "%s/%sXXXXXX", folder && *folder ? folder : "/tmp", begin);
    if (mkdtemp(place) == NULL)
        die(place);
}

static int run_unpacked(char **arguments) {
    make_place("appimage_extracted_");
    atexit(take_away);
    unpack(place);
    return start(arguments);
}

static int run_mounted(char **arguments, bool only_mount) {
    make_place(".mount_StageP");
    pid_t server = mount_image();
    if (server < 0) {
        rmdir(place);
        if (only_mount)
            die("it cannot be mounted; --appimage-extract unpacks it");
        return run_unpacked(arguments);
    }
    int said = 0;
    if (only_mount) {
        printf("%s\n", place);
        fflush(stdout);
        signal(SIGINT, pass_on);
        signal(SIGTERM, pass_on);
        app = server;
    } else {
        said = start(arguments);
        kill(server, SIGTERM);
    }
    while (waitpid(server, NULL, 0) < 0 && errno == EINTR)
        ;
    rmdir(place);
    return said;
}

int main(int count, char **arguments) {
    const char *asked = count > 1 ? arguments[1] : "", *own = getenv("APPIMAGE_EXTRACT_AND_RUN");
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    if (size < 0)
        die("/proc/self/exe");
    if (strcmp(asked, "--appimage-offset") == 0)
        return printf("%zu\n", offset_of_image()) < 0;
    if (strcmp(asked, "--appimage-version") == 0)
        return printf("AppImage type 2, StagePlanner's own runtime\n") < 0;
    if (strcmp(asked, "--appimage-help") == 0)
        return printf("--appimage-extract          unpack it into squashfs-root\n"
                      "--appimage-extract-and-run  unpack it, run it, take it away again\n"
                      "--appimage-mount            mount it and tell where, until Ctrl+C\n"
                      "--appimage-offset           where its image begins\n") < 0;
    if (strcmp(asked, "--appimage-extract") == 0) {
        mkdir("squashfs-root", 0755);
        unpack("squashfs-root");
        return 0;
    }
    if (strcmp(asked, "--appimage-mount") == 0)
        return run_mounted(arguments, true);
    if (strcmp(asked, "--appimage-extract-and-run") == 0) {
        arguments[1] = arguments[0];
        return run_unpacked(arguments + 1);
    }
    return own != NULL && *own ? run_unpacked(arguments) : run_mounted(arguments, false);
}
