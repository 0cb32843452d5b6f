// Noticing that a host does not answer any more: libvirt itself would wait for ever.
#include "config.h"

#include "collect/keepalive.h"
#include "collect/uri.h"

#include <libvirt/virterror.h>
#include <pthread.h>
#include <stddef.h>

// A host is given up that leaves so many questions unanswered, asked so many seconds apart.
#define INTERVAL 5
#define QUESTIONS 3

static void *run_events(void *context) {
    while (virEventRunDefaultImpl() == 0)
        ;
    return context;
}

void keepalive_start(const char *uri) {
    pthread_t thread;
    if (!uri_is_local(uri) && virEventRegisterDefaultImpl() == 0 &&
        pthread_create(&thread, NULL, run_events, NULL) == 0)
        pthread_detach(thread);
}

void keepalive_watch(virConnectPtr connection) {
    virConnectSetKeepAlive(connection, INTERVAL, QUESTIONS);
    virResetLastError();
}
