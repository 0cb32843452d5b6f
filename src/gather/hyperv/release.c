// Releases of Windows: the numbers by which they are known whatever the language of the server.
#include "config.h"

#include <string.h>

#include "base/version.h"
#include "gather/hyperv/import.h"

bool release_before(const struct export *export, const char *version) {
    struct row row = export_row(export, WIN32_OPERATING_SYSTEM, NULL);
    const char *own = field_text(&row, "Version");
    return own != NULL && version_valid(own, strlen(own)) && version_compare(own, version) < 0;
}

// Windows for desktops has the same builds: a name is of a server only with an edition of servers.
static const struct {
    unsigned int build;
    const char *name;
} servers[] = {
    {6001, "Windows Server 2008"},           {6002, "Windows Server 2008"},
    {6003, "Windows Server 2008"},           {7600, "Windows Server 2008 R2"},
    {7601, "Windows Server 2008 R2"},        {9200, "Windows Server 2012"},
    {9600, "Windows Server 2012 R2"},        {14393, "Windows Server 2016"},
    {16299, "Windows Server, version 1709"}, {17134, "Windows Server, version 1803"},
    {17763, "Windows Server 2019"},          {18362, "Windows Server, version 1903"},
    {18363, "Windows Server, version 1909"}, {19041, "Windows Server, version 2004"},
    {19042, "Windows Server, version 20H2"}, {20348, "Windows Server 2022"},
    {25398, "Windows Server, version 23H2"}, {26100, "Windows Server 2025"},
};

// OperatingSystemSKU: products of Windows Server, with their cores and without Hyper-V.
static const struct {
    unsigned int sku;
    const char *edition;
} skus[] = {
    {7, "Standard"},
    {8, "Datacenter"},
    {10, "Enterprise"},
    {12, "Datacenter"},
    {13, "Standard"},
    {14, "Enterprise"},
    {33, "Foundation"},
    {36, "Standard"},
    {37, "Datacenter"},
    {38, "Enterprise"},
    {39, "Datacenter"},
    {40, "Standard"},
    {41, "Enterprise"},
    {50, "Essentials"},
    {79, "Standard Evaluation"},
    {80, "Datacenter Evaluation"},
    {145, "Datacenter"},
    {146, "Standard"},
    {407, "Datacenter: Azure Edition"},
    {408, "Datacenter: Azure Edition"},
};

const char *release_edition(const struct row *system) {
    uint64_t sku;
    if (field_number(system, "OperatingSystemSKU", &sku))
        for (size_t i = 0; i < sizeof skus / sizeof *skus; i++)
            if (skus[i].sku == sku)
                return skus[i].edition;
    return NULL;
}

const char *release_name(const struct row *system) {
    const char *version = field_text(system, "Version");
    int64_t build;
    if (release_edition(system) == NULL || version == NULL || !version_part(version, 3, &build))
        return NULL;
    for (size_t i = 0; i < sizeof servers / sizeof *servers; i++)
        if (servers[i].build == (uint64_t)build)
            return servers[i].name;
    return NULL;
}
